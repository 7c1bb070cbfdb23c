// The version of what travels between a client and the server. Raise it with every change of the wire types in
// protocol.h; a test keeps the fingerprint of each version and fails when they change without it.
#pragma once

namespace portail {

inline constexpr int protocol_version = 4;
/// The oldest version whose pushes are still taken. Pulls are answered in the present version only.
inline constexpr int oldest_pushable_protocol = 1;

}  // namespace portail
