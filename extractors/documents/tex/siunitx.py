"""Numbers and units as the siunitx package takes them."""

from __future__ import annotations

import re

_EXPONENT = re.compile(r"(?<=[\d.])[eEdD]([-+]?\d+)|^[eEdD]([-+]?\d+)")
_PREFIXES = {
    "pico": "p", "nano": "n", "micro": "µ", "milli": "m", "centi": "c", "deci": "d", "kilo": "k", "mega": "M",
    "giga": "G", "tera": "T", "peta": "P", "exa": "E", "zetta": "Z", "yotta": "Y",
}  # fmt: skip
_UNITS = {
    "percent": "%", "second": "s", "minute": "min", "hour": "h", "day": "d", "metre": "m", "meter": "m",
    "gram": "g", "tonne": "t", "kilogram": "kg", "hertz": "Hz", "watt": "W", "joule": "J", "volt": "V",
    "ampere": "A", "kelvin": "K", "degree": "°", "celsius": "°C", "degreeCelsius": "°C", "byte": "B",
    "bit": "bit",
    "decibel": "dB", "electronvolt": "eV", "litre": "L", "liter": "L", "flop": "FLOP", "flops": "FLOPS",
}  # fmt: skip

_RELATIONS = frozenset({"per", "squared", "square", "cubed", "cubic"})

UNIT_COMMANDS = _RELATIONS.union(_PREFIXES, _UNITS)
"""Commands that stand in a unit argument."""


def number(source: str) -> str:
    r"""Write the argument of ``\num`` as printed: ``1.5e9`` as ``1.5×10^9``, ``1+-0.2`` as ``1±0.2``."""
    text = re.sub(r"\s+|\\,", "", source).replace("+-", "±").replace(r"\pm", "±").replace("x", "×")

    def power(match: re.Match[str]) -> str:
        exponent = (match[1] or match[2]).removeprefix("+")
        mantissa_sign = "×" if match[1] else ""
        return f"{mantissa_sign}10^{exponent if exponent.isdecimal() else '{' + exponent + '}'}"

    return _EXPONENT.sub(power, text)


def unit(source: str) -> str:
    r"""Write a unit argument: ``\giga\hertz`` as ``GHz``, ``\metre\per\second`` as ``m/s``."""
    parts: list[str] = []
    for command, literal in re.findall(r"\\([A-Za-z]+)|([^\\\s]+)", source):
        if literal:
            parts.append(literal.strip("{}").replace(".", " "))
        elif command == "per":
            parts.append("/")
        elif command in ("squared", "square"):
            parts.append("^2")
        elif command in ("cubed", "cubic"):
            parts.append("^3")
        else:
            parts.append(_PREFIXES.get(command) or _UNITS.get(command, command))
    return "".join(parts)


def quantity(number_source: str, unit_source: str) -> str:
    """Write a number with its unit: ``3 GHz``, but ``10%``."""
    printed_unit = unit(unit_source)
    space = "" if printed_unit[:1] in ("%", "°", "") else " "
    return f"{number(number_source)}{space}{printed_unit}"
