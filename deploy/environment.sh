#!/usr/bin/env bash
# Makes the checkout's own Python environment in .venv and fills it from a lock file. Safe to run again.
#   deploy/environment.sh python              make .venv
#   deploy/environment.sh install LOCK_FILE   install exactly what the lock file names, and this checkout
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

say() { printf '==> %s\n' "$*"; }

give_up() {
    printf '\n错误 / error: %s\n办法 / cure:  %s\n' "$1" "$2" >&2
    exit 1
}

find_python() {
    local candidate
    for candidate in ${PYTHON:-python3.11 python3 python3.12 python3.13}; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$candidate"
            return
        fi
    done
    give_up "没有找到 Python 3.11 或更新版本 / no Python 3.11 or newer was found" \
        "Debian 12: apt-get install python3 python3-venv; 或 / or: make PYTHON=/path/to/python3.11"
}

can_make_environments() { "$1" -c 'import venv, ensurepip' 2>/dev/null; }

add_venv_module() {
    local package
    package="python$("$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])')-venv"
    if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
        say "安装 $package / installing $package"
        apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$package" || true
    fi
    can_make_environments "$1" || give_up "$1 不能建立虚拟环境(缺 venv/ensurepip) / $1 cannot make environments" \
        "apt-get install $package (root), 或换一个完整的 Python / or another, complete Python: make PYTHON=…"
}

make_environment() {
    local python
    python=$(find_python)
    can_make_environments "$python" || add_venv_module "$python"
    say "建立 .venv / making .venv with $("$python" --version) ($python)"
    "$python" -m venv --clear .venv
}

# One line on a terminal, a line for every twentieth package elsewhere: enough to see that it moves.
show_progress() {
    awk -v all="$1" -v terminal="$([ -t 1 ] && echo 1 || echo 0)" '
        /^Collecting / { n++; sub(/[=<>; ].*/, "", $2)
            if (terminal) printf "\r\033[K    %d/%d %s", n, all, $2; else if (n % 20 == 0) printf "    %d/%d\n", n, all
            fflush() }
        /^Installing collected/ { printf (terminal ? "\r\033[K" : "") "    unpacking\n"; fflush() }'
}

install_locked() {
    local lock=$1
    say "安装依赖 / installing $(grep -c '==' "$lock") packages of $lock"
    .venv/bin/python -m pip install --no-input --disable-pip-version-check --require-hashes --requirement "$lock" |
        show_progress "$(grep -c '==' "$lock")" ||
        give_up "依赖安装失败 / the packages could not be installed" \
            "检查网络与软件源后重试(已装的不会重来) / check the network and the package source, then run it again"
    .venv/bin/python -m pip install --quiet --no-input --disable-pip-version-check \
        --no-deps --no-build-isolation --editable .
}

case "${1:-}" in
python) make_environment ;;
install) install_locked "$2" ;;
*) give_up "未知的参数 / unknown argument: ${1:-}" "deploy/environment.sh python | install LOCK_FILE" ;;
esac
