// Included before every source of Dear ImGui's core that is compiled for browsers.
#pragma once

#include <emscripten.h>  // 1.92 uses its macros without including it

#include <cstdio>

// Called to read saved settings and typed numbers only, of which there are none: 5 KB on the wire.
#define sscanf(...) 0
