# Read by the scripts beside it. Makes the Pythons to try their arguments: the one that $PYTHON
# names, or else all suitable names, newest first. `find_python "$@"` sets $python to the first
# that can be used.

if [ -n "${PYTHON:-}" ]; then
    set -- "$PYTHON"
else
    set -- python3.13 python3.12 python3.11 python3
fi

say() {
    echo "hiptimer: $*" >&2
}

# A pyenv shim is found and still does not run, so each candidate is asked.
is_recent() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

has_venv() {
    "$1" -c 'import ensurepip, venv' 2>/dev/null
}

find_python() {
    recent=
    for candidate do
        is_recent "$candidate" || continue
        recent=${recent:-$candidate}
        has_venv "$candidate" || continue
        python=$candidate
        return
    done
    if [ -z "$recent" ]; then
        say "Python 3.11 or newer is needed; not found under any of these names: $*."
    else
        version=$("$recent" -c 'import sys; print("python%d.%d" % sys.version_info[:2])')
        say "$recent cannot make virtual environments:" \
            "apt install python3-venv (or $version-venv), or what your system calls it."
    fi
    exit 1
}
