"""What is carried to the provincial platform."""

from functools import cache
from socket import gethostname

import httpx

from workers.app import app, wiring
from workers.patience import note_failure
from workflow.errors import WrongInput
from workflow.gateways.provincial.client import HttpProvincialPlatform
from workflow.gateways.provincial.reporting import Reporter
from workflow.store.faults import reach

TIMEOUT = httpx.Timeout(30, connect=5)


@app.task(name="exchange.deliver")
def deliver(message: int) -> str:
    """Ask for a code or report, with the platform's answer noted; a failure is written into the message's row."""
    reach("task:begun")
    try:
        result = reporter().deliver(message)
    except Exception as error:  # noqa: BLE001 -- whatever it was, the message must say so and wait its turn
        return note_failure(message, error)
    reach("task:committed-before-acknowledgement")
    return result


@app.task(name="exchange.heartbeat")
def heartbeat() -> str:
    """A process that speaks with the province is free now and then."""
    process = f"exchange@{gethostname()}"
    with wiring().work() as work:
        work.records.beat(process, at=wiring().clock())
    return process


@cache
def reporter() -> Reporter:
    """The process's connection to the platform."""
    settings = wiring().settings
    if settings.province_url is None or settings.province_token is None:
        raise WrongInput(
            "没有省平台的地址或令牌。",
            "There is no address or token of the provincial platform.",
            mend_zh="设置 BINGLIAN_PROVINCE_URL 和 BINGLIAN_PROVINCE_TOKEN，或用 binglian run 启动模拟平台。",
            mend_en="Set BINGLIAN_PROVINCE_URL and BINGLIAN_PROVINCE_TOKEN, or start the stand-in with 'binglian run'.",
        )
    token = settings.province_token.get_secret_value()
    platform = HttpProvincialPlatform(settings.province_url, token=token, timeout=TIMEOUT)
    return Reporter(engine=wiring().engine, platform=platform, clock=wiring().clock)
