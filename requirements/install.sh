#!/bin/sh
# Makes .venv ready for one layer of work: run, test on top of it, check or mutants on top of both;
# or phrases, listening or site beside run, in a folder of .venv with that name.
# $PYTHON names the Python to use; without it, the newest suitable one is taken.
# Does nothing where the layer is ready. What pip says goes to .venv/install.log.
set -eu

cd "$(dirname "$0")/.."
layer=$1
PATH=${PATH#"$PWD/.venv/bin:"} # an activated .venv must not be made from itself

. requirements/find_python.sh

fail() {
    tail -n 15 .venv/install.log >&2
    say "$1"
    exit 1
}

# Making .venv needs a lock on this file, which ends with this script, however that ends. Python
# takes it: not every system has a program for that. Where files have no locks, nothing is awaited.
lock() {
    "$python" -c '
import fcntl, sys
try:
    fcntl.flock(0, fcntl.LOCK_EX | (0 if sys.argv[1:] else fcntl.LOCK_NB))
except BlockingIOError:
    sys.exit(75)
except OSError:
    pass' "$@" <&9
}

await_others() {
    exec 9<requirements/install.sh
    lock || {
        say "another make is setting up .venv; waiting for it"
        lock --wait
    }
}

need_writable() {
    for folder in . .venv; do
        [ -d "$folder" ] || continue
        if ! mkdir "$folder/.try-$$" 2>/dev/null; then
            say "$PWD cannot be written, and .venv has to be set up in it:" \
                "copy this folder to one of yours and run make there."
            exit 1
        fi
        rm -r "$folder/.try-$$"
    done
}

make_venv() {
    rm -rf .venv
    mkdir .venv
    say "setting up .venv with $python, once; this takes a moment"
    if ! "$python" -m venv .venv >.venv/install.log 2>&1; then
        tail -n 15 .venv/install.log >&2
        rm -rf .venv
        say "$python could not make .venv."
        exit 1
    fi
    mkdir .venv/stamps
    echo "$identity" >.venv/made-with # written last: an interrupted .venv is made again
}

pip() {
    .venv/bin/python -m pip --disable-pip-version-check --no-input "$@"
}

# The pins are complete. A pip that looks for dependencies itself takes a newer version of what is
# asked for with an extra, as in coverage[toml], and then finds no hash for it.
install_pinned() {
    name=$1
    shift
    pip install --require-hashes --no-deps -r "requirements/$name.txt" "$@" >>.venv/install.log 2>&1 ||
        fail "what requirements/$name.txt names could not be installed; full log: .venv/install.log"
}

install_run() {
    install_pinned run
    install_pinned build
    pip install --no-deps --no-build-isolation -e . >>.venv/install.log 2>&1 ||
        fail "hiptimer itself could not be installed; full log: .venv/install.log"
    # Where PYTHONDONTWRITEBYTECODE is set, every start would compile all modules.
    .venv/bin/python -m compileall -q hiptimer >>.venv/install.log 2>&1 || :
    pip install --require-hashes --no-deps --no-build-isolation -r requirements/simpleaudio.txt \
        >.venv/simpleaudio.log 2>&1 ||
        say "simpleaudio did not build, so another way to play sound is used" \
            "(why: .venv/simpleaudio.log)"
}

install() {
    stamp=.venv/stamps/$1-$key
    [ -e "$stamp" ] && return
    case $1 in
    run) install_run ;;
    # In a folder of its own: the program behaves differently if it finds these libraries.
    phrases | listening | site) install_pinned "$1" --upgrade --target ".venv/$1" ;;
    *) install_pinned "$1" ;;
    esac
    rm -f ".venv/stamps/$1"-*
    : >"$stamp"
}

key=$({
    cat pyproject.toml requirements/*
    for candidate do command -v "$candidate" || :; done
} | cksum | tr ' ' -)

is_ready() {
    [ -e ".venv/stamps/$layer-$key" ] && [ -x .venv/bin/python ]
}

is_ready && exit
find_python "$@"
need_writable
await_others
is_ready && exit
identity=$("$python" -c 'import sys; print(sys.base_prefix, sys.version)' | tr '\n' ' ')
if [ "$identity" != "$(cat .venv/made-with 2>/dev/null)" ] || [ ! -x .venv/bin/python ]; then
    make_venv
fi

case $layer in
run) layers="run" ;;
test) layers="run test" ;;
check) layers="run test check" ;;
mutants) layers="run test mutants" ;;
phrases | listening | site) layers="run $layer" ;;
*)
    say "unknown layer $layer."
    exit 2
    ;;
esac
for each in $layers; do install "$each"; done
