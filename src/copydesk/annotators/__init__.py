"""Layers over a document: only those that are asked for, each made once.

A layer's maker is a function whose parameters name the layers that it needs in turn, as a
rule's do. ``document`` is there from the start.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any

from copydesk.document import Document
from copydesk.problem import Problem


@dataclass(frozen=True, slots=True)
class Annotator:
    """Makes one layer. ``load`` is the function, or ``module:function``, imported when needed."""

    layer: str
    load: str | Callable[..., Any]

    def function(self) -> Callable[..., Any]:
        """The maker itself."""
        if not isinstance(self.load, str):
            return self.load
        module, _, name = self.load.partition(":")
        made: Callable[..., Any] = getattr(import_module(module), name)
        return made


@cache
def needs(function: Callable[..., Any]) -> tuple[str, ...]:
    """The names of the layers that a maker asks for."""
    return tuple(inspect.signature(function).parameters)


class Layers:
    """The layers of one document, made on demand.

    Raises ``Problem`` for a layer that nothing makes, and for makers that need each other.
    """

    def __init__(self, document: Document, annotators: Mapping[str, Annotator]) -> None:
        self.document = document
        self._annotators = annotators
        self._made: dict[str, Any] = {"document": document, "blocks": document.blocks}
        self._making: list[str] = []

    def get(self, layer: str) -> Any:
        """One layer."""
        if layer in self._made:
            return self._made[layer]
        if layer not in self._annotators:
            raise Problem(f"nothing makes the layer {layer!r}")
        if layer in self._making:
            raise Problem(f"layers need each other: {' -> '.join([*self._making, layer])}")
        self._making.append(layer)
        try:
            maker = self._annotators[layer].function()
            self._made[layer] = maker(**self.pick(needs(maker)))
        finally:
            self._making.pop()
        return self._made[layer]

    def pick(self, layers: Iterable[str]) -> dict[str, Any]:
        """Several layers, by name."""
        return {layer: self.get(layer) for layer in layers}
