#!/bin/sh
# Installs the command `hiptimer` and its manual page for this person, or removes them.
# With uv if it is found, else with pipx, else in a venv in ~/.local/lib. $PYTHON names the Python.
# A second run replaces the first. What the person wrote and recorded is never touched.
set -eu

cd "$(dirname "$0")/.."
action=$1
PATH=${PATH#"$PWD/.venv/bin:"} # an activated .venv is not what a person wants to install into

. requirements/find_python.sh

venv=$HOME/.local/lib/hiptimer
bin=$HOME/.local/bin
manuals=${XDG_DATA_HOME:-$HOME/.local/share}/man/man1

has() {
    command -v "$1" >/dev/null 2>&1
}

shorten() {
    case $1 in
    "$HOME"/*) echo "~${1#"$HOME"}" ;;
    *) echo "$1" ;;
    esac
}

# Shows what a program says only if it fails.
try() {
    if ! output=$("$@" </dev/null 2>&1); then
        echo "$output" | tail -n 15 >&2
        say "could not be installed: this failed: $*"
        exit 1
    fi
}

install_with_uv() {
    try uv tool install --force --reinstall-package hiptimer ${PYTHON:+--python "$PYTHON"} \
        --constraints requirements/run.txt '.[fit]'
    bin=$(uv tool dir --bin)
}

install_with_pipx() {
    find_python "$@"
    try pipx install --force --python "$(command -v "$python")" '.[fit]'
    bin=$(pipx environment --value PIPX_BIN_DIR)
}

install_in_venv() {
    find_python "$@"
    if ! "$venv/bin/python" -c '' 2>/dev/null; then
        rm -rf "$venv"
        try "$python" -m venv "$venv"
    fi
    pip="-m pip --disable-pip-version-check install --no-deps"
    # shellcheck disable=SC2086  # several words
    try "$venv/bin/python" $pip --require-hashes -r requirements/run.txt -r requirements/build.txt
    # shellcheck disable=SC2086
    try "$venv/bin/python" $pip --no-build-isolation --force-reinstall .
    mkdir -p "$bin"
    ln -sf "$venv/bin/hiptimer" "$bin/hiptimer"
}

install() {
    say "installing the command hiptimer; this takes a moment"
    if has uv; then
        way="with uv"
        install_with_uv
    elif has pipx; then
        way="with pipx"
        install_with_pipx "$@"
    else
        way="in $(shorten "$venv")"
        install_in_venv "$@"
    fi
    mkdir -p "$manuals"
    rm -f "$manuals/hiptimer.1" # pipx makes a link there
    cp docs/hiptimer.1 "$manuals"
    case :$PATH: in
    *:"$bin":*) reached="start it with: hiptimer" ;;
    *) reached="$(shorten "$bin") is not on your PATH: add it, or start $(shorten "$bin")/hiptimer" ;;
    esac
    say "installed $way; $reached"
}

remove() {
    found=
    has uv && uv tool uninstall hiptimer >/dev/null 2>&1 && found=1
    has pipx && pipx uninstall hiptimer >/dev/null 2>&1 && found=1
    if [ -d "$venv" ]; then
        rm -rf "$venv" "$bin/hiptimer"
        found=1
    fi
    rm -f "$manuals/hiptimer.1"
    if [ "$found" ]; then
        say "removed; your circuits, settings and diary are where they were"
    else
        say "not installed by make install, uv or pipx: nothing to remove"
    fi
}

case $action in
install) install "$@" ;;
remove) remove ;;
esac
