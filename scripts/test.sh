#!/usr/bin/env bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

usage() {
    cat <<'TEXT'
scripts/test.sh [SUITE...]

Installs what is missing, builds, and runs the tests. Suites:

  unit     unit tests, layers, simulation: debug build
  asan     the same under AddressSanitizer and UndefinedBehaviorSanitizer
  tsan     the tests that use threads, under ThreadSanitizer
  web      builds the browser programs
  browser  the browser tests, in Chromium against the server
  desk     the desktop program on a display of its own, against the server
  all      all of them (the default)

A suite that fails does not keep the others from running. The last line is the sum of all:
"N passed, N failed".
TEXT
}

run_ctest() {
    local preset=$1 launcher=()
    # ThreadSanitizer cannot place its memory where addresses are more random than it knows.
    if [[ $preset == tsan ]] && (($(</proc/sys/vm/mmap_rnd_bits) > 28)); then
        launcher=(setarch --addr-no-randomize)
    fi
    "${launcher[@]}" ctest --preset "$preset" --parallel "$PORTAIL_JOBS"
}

run_suite() {
    case $1 in
    unit)
        build native-debug
        run_ctest native-debug
        ;;
    asan)
        build asan portail_tests
        run_ctest asan
        ;;
    tsan)
        build tsan portail_tests
        run_ctest tsan
        ;;
    web)
        build web
        ;;
    browser)
        build native-debug portail-server
        build web
        node "$PORTAIL_ROOT/tests/browser/run.mjs"
        ;;
    desk)
        build native-debug portail-server portail-desk
        node "$PORTAIL_ROOT/tests/browser/run.mjs" --folder "$PORTAIL_ROOT/tests/desk"
        ;;
    esac
}

# Each suite runs in a shell of its own, which ends at the first command that fails.
if [[ ${1:-} == --in-own-shell ]]; then
    cd "$PORTAIL_ROOT"
    run_suite "$2"
    exit
fi

all=(unit asan tsan web browser desk)
suites=()
for argument in "$@"; do
    case $argument in
    unit | asan | tsan | web | browser | desk) suites+=("$argument") ;;
    all) suites=("${all[@]}") ;;
    -h | --help) usage && exit ;;
    *) usage >&2 && die "unknown suite: $argument" ;;
    esac
done
if ((${#suites[@]} == 0)); then suites=("${all[@]}"); fi

needs=()
for suite in "${suites[@]}"; do
    case $suite in
    unit | asan | tsan) needs+=(--native) ;;
    web) needs+=(--web) ;;
    browser) needs+=(--native --web --browser-tests) ;;
    desk) needs+=(--native --desk-tests) ;;
    esac
done
"$PORTAIL_ROOT/scripts/setup.sh" "${needs[@]}"

logs=$(mktemp -d)
trap 'rm -rf "$logs"' EXIT
passed=0
failed=0
for suite in "${suites[@]}"; do
    say "suite $suite"
    status=0
    bash "${BASH_SOURCE[0]}" --in-own-shell "$suite" 2>&1 | tee "$logs/$suite" || status=$?

    # ctest says "P% tests passed, F tests failed out of T"; the browser tests "P passed, F failed".
    suite_passed=0
    suite_failed=0
    if [[ $(grep -E '^[0-9]+% tests passed, ' "$logs/$suite" | tail -1) =~ ([0-9]+)\ tests\ failed\ out\ of\ ([0-9]+) ]]; then
        suite_failed=${BASH_REMATCH[1]}
        suite_passed=$((BASH_REMATCH[2] - suite_failed))
    elif [[ $(tail -1 "$logs/$suite") =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed$ ]]; then
        suite_passed=${BASH_REMATCH[1]}
        suite_failed=${BASH_REMATCH[2]}
    fi
    # What did not build, or died, has failed although no test says so.
    if ((status != 0 && suite_failed == 0)); then
        suite_failed=1
        echo "suite $suite ended with status $status" | tee -a "$logs/$suite"
    fi
    passed=$((passed + suite_passed))
    failed=$((failed + suite_failed))
done

echo
for suite in "${suites[@]}"; do
    echo "--- $suite"
    # From ctest's verdict on, or the last line.
    sed -n '/^[0-9]*% tests passed, /,$p' "$logs/$suite" | grep . || tail -1 "$logs/$suite"
done
echo
echo "$passed passed, $failed failed"
((failed == 0))
