"""The platform's parts, put together once."""

from dataclasses import dataclass

from simulators.provincial_platform.clock import Clock
from simulators.provincial_platform.controls import Controls
from simulators.provincial_platform.projectcodes import Issuer
from simulators.provincial_platform.pushes import Pusher
from simulators.provincial_platform.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Platform:
    store: Store
    issuer: Issuer
    controls: Controls
    pusher: Pusher
    clock: Clock
    token: str
