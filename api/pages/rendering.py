"""Templates to pages. Nothing on a page is loaded from another address, and the browser is told to keep it so."""

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from api.languages import Language, preferred

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
_TEMPLATES = Environment(
    loader=PackageLoader("api.pages"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
)


def page(request: Request, template: str, *, status: int = 200, **words: object) -> HTMLResponse:
    """A page in the language of the request; `t` in templates picks one of two texts."""
    language = language_of(request)
    text = _TEMPLATES.get_template(template).render(
        language=language, t=lambda zh, en: zh if language is Language.ZH else en, path=request.url.path, **words
    )
    headers = {**HEADERS, "Content-Language": str(language)}
    return HTMLResponse(text, status_code=status, headers=headers)


def language_of(request: Request) -> Language:
    """The language of the switch at the top of the page, else the browser's."""
    chosen = request.query_params.get("lang")
    return Language(chosen) if chosen in tuple(Language) else preferred(request.headers.get("accept-language"))


def wants_page(request: Request) -> bool:
    """Is a person looking, with a browser?"""
    return "text/html" in request.headers.get("accept", "") and not request.url.path.startswith("/api/")
