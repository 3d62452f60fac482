"""Starts the platform as a process of its own."""

import random
import secrets
import sys

import httpx

from simulators.provincial_platform.app import create_app
from simulators.provincial_platform.clock import utc_now
from simulators.provincial_platform.controls import Controls
from simulators.provincial_platform.options import Options, options_from
from simulators.provincial_platform.platform import Platform
from simulators.provincial_platform.projectcodes import Issuer
from simulators.provincial_platform.pushes import BackOff, City, Pusher
from simulators.provincial_platform.server import listening_socket, serve
from simulators.provincial_platform.store import Store


def assemble(options: Options) -> Platform:
    store = Store(options.database)
    dice = random.Random(options.seed or None)  # noqa: S311 a project code is public, not a secret
    city = City(
        client=httpx.Client(timeout=5, trust_env=False),
        callback_url=options.callback_url,
        secret=options.secret,
        nonces=lambda: secrets.token_hex(16),
    )
    return Platform(
        store=store,
        issuer=Issuer(store, dice),
        controls=Controls(),
        pusher=Pusher(city, utc_now, BackOff()),
        clock=utc_now,
        token=options.token,
    )


def main() -> None:
    options = options_from(sys.argv[1:])
    try:
        listener = listening_socket(options.host, options.port)
    except OSError as error:
        sys.exit(
            f"无法监听 {options.host}:{options.port}：{error.strerror}。请用 --port 另选端口。\n"
            f"Cannot listen on {options.host}:{options.port}: {error.strerror}. Choose another with --port."
        )
    platform = assemble(options)
    host, port = listener.getsockname()[:2]
    sys.stdout.write(f"省平台（模拟）已启动 provincial platform at http://{host}:{port}/\n")
    sys.stdout.flush()
    try:
        serve(create_app(platform), listener, platform.controls)
    finally:
        platform.store.close()


if __name__ == "__main__":
    main()
