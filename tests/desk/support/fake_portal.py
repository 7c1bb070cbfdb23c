"""A desktop's file chooser for tests: org.freedesktop.portal.FileChooser on the session bus, which answers each question
with the files that it was started with.

fake_portal.py LOG FILE...

It says "ready" when it can be asked, and writes each question to LOG as a line of JSON.
"""

import json
import pathlib
import sys

import dbus
import dbus.service
from dbus.mainloop.glib import DBusGMainLoop
from gi.repository import GLib

NAME = "org.freedesktop.portal.Desktop"
PATH = "/org/freedesktop/portal/desktop"


class Request(dbus.service.Object):
    @dbus.service.signal("org.freedesktop.portal.Request", signature="ua{sv}")
    def Response(self, response, results):
        pass


class FileChooser(dbus.service.Object):
    def __init__(self, bus, log, files):
        super().__init__(bus, PATH)
        self.bus = bus
        self.log = log
        self.uris = [pathlib.Path(file).absolute().as_uri() for file in files]

    @dbus.service.method(
        "org.freedesktop.portal.FileChooser", in_signature="ssa{sv}", out_signature="o", sender_keyword="sender"
    )
    def OpenFile(self, parent, title, options, sender=None):
        with open(self.log, "a", encoding="utf-8") as log:
            filters = [[str(kind[1]) for kind in kinds] for _, kinds in options.get("filters", [])]
            print(json.dumps({"title": str(title), "multiple": bool(options["multiple"]), "filters": filters}), file=log)
        handle = f"{PATH}/request/{sender[1:].replace('.', '_')}/{options['handle_token']}"
        request = Request(self.bus, handle)

        def answer():
            results = dbus.Dictionary({"uris": dbus.Array(self.uris, signature="s")}, signature="sv")
            request.Response(dbus.UInt32(0 if self.uris else 1), results)
            request.remove_from_connection()

        GLib.timeout_add(50, answer)
        return dbus.ObjectPath(handle)


def main():
    DBusGMainLoop(set_as_default=True)
    bus = dbus.SessionBus()
    name = dbus.service.BusName(NAME, bus)
    chooser = FileChooser(bus, sys.argv[1], sys.argv[2:])
    print("ready", flush=True)
    GLib.MainLoop().run()
    del name, chooser


if __name__ == "__main__":
    main()
