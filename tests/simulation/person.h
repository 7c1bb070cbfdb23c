// What people do at a device: customers book, cancel, add vehicles and change their phone number; the staff do all that
// for anybody, and confirm, move and close appointments, enter customers, and replace portal links. Everybody looks at
// his own replica, as old as it is.
#pragma once

#include "tests/simulation/device.h"
#include "tests/simulation/dice.h"

namespace portail::simulation {

/// One thing, if there is something to do.
void act(Device& device, Dice& dice);

}  // namespace portail::simulation
