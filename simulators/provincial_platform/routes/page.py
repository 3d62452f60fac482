"""The page for a person: what the platform holds, as one HTML document without scripts or outside assets."""

from fastapi import APIRouter, Depends
from fastapi.responses import HTMLResponse

from simulators.provincial_platform.doors import Here, open_for_business
from simulators.provincial_platform.ledger import Ledger
from simulators.provincial_platform.page import Picture, render

RECORDS_SHOWN = 50

router = APIRouter(dependencies=[Depends(open_for_business)])


@router.get("/", response_class=HTMLResponse)
def page(here: Here) -> str:
    with here.store.transaction() as connection:
        ledger = Ledger(connection)
        counts, uploads = ledger.counts(None), ledger.latest_uploads(RECORDS_SHOWN)
    return render(
        Picture(
            counts=counts,
            uploads=uploads,
            codes=here.issuer.newest(RECORDS_SHOWN),
            controls=here.controls.now,
            pushes=here.pusher.listing()[-RECORDS_SHOWN:],
            now=here.clock(),
        )
    )
