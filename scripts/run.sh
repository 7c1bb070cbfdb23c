#!/usr/bin/env bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

usage() {
    cat <<'TEXT'
scripts/run.sh [OPTION...]        the server, with the browser programs
scripts/run.sh desk [OPTION...]   the desktop program

Installs what is missing, builds, and starts in the foreground; Ctrl-C stops. Options go to the
program: --empty starts without the demo business; see "portail-server serve --help".

  PORTAIL_PORT   port on 127.0.0.1 (8080)
  PORTAIL_DATA   folder of the database (~/.local/share/portail)
  PORTAIL_CACHE  prepared dependencies and compiler cache (~/.cache/portail)
TEXT
}

program=server
case ${1:-} in
-h | --help) usage && exit ;;
server | desk) program=$1 && shift ;;
esac

port=${PORTAIL_PORT:-8080}
data=${PORTAIL_DATA:-${XDG_DATA_HOME:-$HOME/.local/share}/portail}

case $program in
server)
    "$PORTAIL_ROOT/scripts/setup.sh" --native --web
    build native-release portail-server
    build web portail_site
    say "starting the server; its data is in $data"
    mkdir -p "$data"
    # Mails that can be looked at, until a mail server is named.
    mail=(--mail-folder "$data/mails")
    case " $* " in *" --smtp-url"* | *" --mail-folder"*) mail=() ;; esac
    exec "$PORTAIL_ROOT/build/native-release/bin/portail-server" serve \
        --host 127.0.0.1 --port "$port" --data "$data" \
        --web "$PORTAIL_ROOT/build/web/site" "${mail[@]}" "$@"
    ;;
desk)
    "$PORTAIL_ROOT/scripts/setup.sh" --native
    build native-release portail-desk
    exec "$PORTAIL_ROOT/build/native-release/bin/portail-desk" "$@"
    ;;
esac
