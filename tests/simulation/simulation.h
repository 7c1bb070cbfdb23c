// One server and several devices in one process, under a seed that decides everything: what people do, what the network
// does to their messages, when programs die and clocks jump. At the end the trouble stops, and then
//   - every device shows exactly what the server has for its person, row by row;
//   - every change that was told to be saved is in the server's database exactly once, or in its device's list of
//     rejections;
//   - what has left the replicas because it is long past can be looked up by those who could see it, and by nobody else;
//   - nothing that was not confirmed has reached a replica's file, nothing was pushed that was not durable, and no
//     saved change has left the screen meanwhile.
#pragma once

#include <cstdint>
#include <string>

namespace portail::simulation {

struct Summary {
    int saved = 0;        ///< changes that people were told to be saved
    int rejected = 0;     ///< by the server
    int restarts = 0;     ///< of programs
    int restores = 0;     ///< of the server, from a backup
    int forks = 0;        ///< of replicas: copied, or put back
    int gone_by_age = 0;  ///< rows that have left the replicas because they are long past
};

/// Throws a Violation. `is_told` prints what happens.
Summary simulate(std::uint64_t seed, bool is_told = false);

}  // namespace portail::simulation
