"""Check character of the unified social credit code 统一社会信用代码 (GB 32100-2015)."""

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
WEIGHTS = tuple(pow(3, position, 31) for position in range(17))


def credit_code_is_valid(code: str) -> bool:
    """True for 18 characters of the standard's alphabet whose last one is the check character of the others."""
    if len(code) != 18 or any(character not in ALPHABET for character in code):
        return False
    return code[-1] == check_character(code[:17])


def check_character(body: str) -> str:
    """The check character for the first 17 characters."""
    weighted = sum(ALPHABET.index(character) * weight for character, weight in zip(body, WEIGHTS, strict=True))
    return ALPHABET[(31 - weighted % 31) % 31]
