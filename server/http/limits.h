// What one peer may ask of the server: sizes, counts and times. The numbers are for requests from outside, which are
// small JSON documents; tests shorten the times.
#pragma once

#include <chrono>
#include <cstddef>

#include "shared/sync/protocol.h"

namespace portail::http {

struct Limits {
    std::size_t head_bytes = 24 * 1024;  ///< request line and headers together
    std::size_t line_bytes = 8 * 1024;   ///< one header, or the request line
    std::size_t path_bytes = 512;        ///< the target before its "?"
    std::size_t header_count = 64;
    std::size_t body_bytes = protocol_limits::push_bytes;
    std::size_t requests_on_a_connection = 100'000;

    std::size_t connections = 4096;
    std::size_t connections_of_an_address = 128;
    std::size_t connections_of_a_neighbour = 4096;  ///< this machine, or a trusted proxy: they speak for many
    std::size_t workers = 128;                      ///< requests that are worked on at once

    std::chrono::milliseconds head_time{5'000};    ///< from a request's first byte to the end of its head, TLS alike
    std::chrono::milliseconds body_time{20'000};   ///< for the whole body
    std::chrono::milliseconds write_time{20'000};  ///< for one piece of an answer to be taken
    std::chrono::milliseconds idle_time{30'000};   ///< of a kept-alive connection between two requests
    std::chrono::milliseconds grace_time{1'000};   ///< for a request that has begun when the server is told to stop
};

}  // namespace portail::http
