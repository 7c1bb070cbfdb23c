#!/usr/bin/env bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

if [[ ${1:-} == -h || ${1:-} == --help ]]; then
    cat <<'TEXT'
scripts/bench.sh [MEASUREMENT...]

Installs what is missing, builds the release programs, and measures; nothing passes or fails.
The measurements, and what each is compared with: docs/benchmarks.md.
TEXT
    exit
fi

"$PORTAIL_ROOT/scripts/setup.sh"
build native-release portail-server portail_bench
build web
exec "$PORTAIL_ROOT/tests/bench/run" "$@"
