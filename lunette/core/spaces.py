"""The layout of the App's panels: spaces that hold panels, or further spaces side by side."""

from __future__ import annotations

import copy as copying
import json
from collections.abc import Iterable, Mapping
from typing import Any, ClassVar, TypeVar

from lunette.core.object_ids import hex_of_id, new_id

__all__ = ["Panel", "Space", "default_workspace_factory"]

Component = TypeVar("Component", bound="AppComponent")

_ORIENTATIONS = ("horizontal", "vertical")
_MAX_TEXT = 100
#: What a space is called in the form that Apps of the reference system exchange.
_CONTAINER = "panel-container"


class AppComponent:
    """A panel or a space: something with a place in the layout.

    Args:
        component_id (None): its id; one is made by default
    """

    _names: ClassVar[tuple[str, ...]] = ()
    component_id: str

    def __init__(self, component_id: str | None, **attributes: Any) -> None:
        if component_id is None:
            component_id = hex_of_id(new_id())
        self.__dict__["component_id"] = _checked_text(component_id, "The id of a space or panel")
        for name, value in attributes.items():
            setattr(self, name, value)

    def __setattr__(self, name: str, value: Any) -> None:
        if name not in self._names:
            kind = type(self).__name__
            reason = "cannot be set" if hasattr(self, name) else "does not exist"
            raise AttributeError(
                f"{kind}.{name} {reason}; what can be set: {', '.join(self._names)}."
            )
        object.__setattr__(self, name, value)

    def to_dict(self) -> dict[str, Any]:
        """The component as JSON-safe values, from which :meth:`from_dict` makes it again.

        Raises:
            ValueError: the layout is not possible
        """
        raise NotImplementedError

    @classmethod
    def from_dict(cls: type[Component], d: Mapping[str, Any]) -> Component:
        """The component of a dict from :meth:`to_dict`, or in a form of the reference system.

        Raises:
            ValueError: the dict is no such component
        """
        component = _component_of(d)
        if not isinstance(component, cls):
            raise ValueError(
                f"A {type(component).__name__} cannot be read as a {cls.__name__}: {dict(d)!r:.200}"
            )
        return component

    def to_json(self, pretty_print: bool = False) -> str:
        """The component as JSON text."""
        return json.dumps(self.to_dict(), indent=4 if pretty_print else None)

    @classmethod
    def from_json(cls: type[Component], s: str) -> Component:
        """The component of a JSON text from :meth:`to_json`.

        Raises:
            ValueError: the text is no JSON, or no such component
        """
        return cls.from_dict(json.loads(s))

    def copy(self: Component) -> Component:
        """A deep copy; ids stay."""
        return copying.deepcopy(self)

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return self.__dict__ == other.__dict__

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return _shown(self, "")


class Panel(AppComponent):
    """A panel of the App.

    Args:
        type: what it shows, such as ``"Samples"`` or ``"Histograms"``
        pinned (False): whether it cannot be closed
        state (None): what the panel remembers, as JSON-safe values; ``{"field": "tags"}`` is the
            choice of a Histograms panel
        component_id (None): its id; one is made by default

    Raises:
        ValueError: an argument is of the wrong kind
    """

    _names = ("type", "pinned", "state")
    type: str
    pinned: bool
    state: dict[str, Any]

    def __init__(
        self,
        type: str,
        pinned: bool | None = False,
        state: Mapping[str, Any] | None = None,
        component_id: str | None = None,
    ) -> None:
        super().__init__(component_id, type=type, pinned=pinned, state=state)

    @property
    def panel_id(self) -> str:
        """The panel's id."""
        return self.component_id

    def __setattr__(self, name: str, value: Any) -> None:
        if name == "type":
            value = _checked_text(value, "The type of a panel")
        elif name == "pinned":
            if value not in (None, True, False):
                raise ValueError(f"Panel.pinned is True or False; found {value!r}.")
            value = bool(value)
        elif name == "state":
            value = _checked_state(value)
        super().__setattr__(name, value)

    def to_dict(self) -> dict[str, Any]:
        own = self.__dict__
        return {
            "component_id": self.panel_id,
            "type": own["type"],
            "pinned": own["pinned"],
            "state": copying.deepcopy(_checked_state(own["state"])),
        }


class Space(AppComponent):
    """A part of the App that holds panels, of which one is in front, or further spaces.

    Args:
        children (None): all panels, or all spaces
        orientation (None): how child spaces are arranged: ``"horizontal"`` is side by side (also
            the default), ``"vertical"`` one above the other
        active_child (None): the id of the panel in front, by default the first
        sizes (None): shares of the child spaces in [0, 1], by default equal ones
        component_id (None): its id; one is made by default

    Raises:
        ValueError: an argument is of the wrong kind
    """

    _names = ("children", "orientation", "active_child", "sizes")
    children: list[Any]
    orientation: str | None
    active_child: str | None
    sizes: list[float] | None

    def __init__(
        self,
        children: Iterable[Space | Panel] | None = None,
        orientation: str | None = None,
        active_child: str | None = None,
        sizes: Iterable[float] | None = None,
        component_id: str | None = None,
    ) -> None:
        super().__init__(
            component_id,
            children=children,
            orientation=orientation,
            active_child=active_child,
            sizes=sizes,
        )

    @property
    def space_id(self) -> str:
        """The space's id."""
        return self.component_id

    def __setattr__(self, name: str, value: Any) -> None:
        if name == "children":
            value = _checked_children(value)
        elif name == "orientation":
            if value is not None and value not in _ORIENTATIONS:
                raise ValueError(
                    f"Space.orientation is 'horizontal', 'vertical' or None; found {value!r}."
                )
        elif name == "active_child":
            # The child itself is as good as its id.
            value = value.component_id if isinstance(value, AppComponent) else value
            if value is not None:
                value = _checked_text(value, "Space.active_child, the id of a child,")
        elif name == "sizes":
            value = _checked_sizes(value)
        super().__setattr__(name, value)

    def to_dict(self) -> dict[str, Any]:
        self.validate()
        return self._as_dict()

    def validate(self) -> None:
        """Checks the whole layout, which may have been edited in place.

        Raises:
            ValueError: naming the space at fault
        """
        seen: set[str] = set()
        for component in _components_of(self):
            component_id = component.component_id
            if component_id in seen:
                raise ValueError(
                    f"Two spaces or panels of the layout have the id {component_id!r}; "
                    "use `copy` with another `component_id`, or make a new one."
                )
            seen.add(component_id)
            if isinstance(component, Space):
                component._check()

    def _check(self) -> None:
        own = self.__dict__
        children, active, sizes = own["children"], own["active_child"], own["sizes"]
        what = f"The space {self.space_id!r}"
        _checked_children(children)
        panels = sum(isinstance(child, Panel) for child in children)
        if 0 < panels < len(children):
            raise ValueError(
                f"{what} has panels and spaces among its children: put the panels into a Space."
            )
        if sizes is not None and len(_checked_sizes(sizes) or ()) != len(children):
            raise ValueError(f"{what} has {len(children)} children but {len(sizes)} sizes.")
        if active is not None and all(child.component_id != active for child in children):
            ids = ", ".join(repr(child.component_id) for child in children) or "none"
            raise ValueError(f"{what} has no child {active!r} to be in front; its children: {ids}.")

    def _as_dict(self) -> dict[str, Any]:
        own = self.__dict__
        return {
            "component_id": self.space_id,
            "children": [
                child._as_dict() if isinstance(child, Space) else child.to_dict()
                for child in own["children"]
            ],
            "orientation": own["orientation"],
            "active_child": own["active_child"],
            "sizes": None if own["sizes"] is None else list(own["sizes"]),
        }


def default_workspace_factory() -> Space:
    """The layout that the App has by default: the samples alone. Its ids are always the same."""
    panel = Panel(type="Samples", pinned=True, component_id="samples")
    return Space(children=[panel], component_id="root")


def _components_of(space: Space) -> Iterable[Space | Panel]:
    """Every space and panel of a layout, the space itself included."""
    waiting: list[Space | Panel] = [space]
    while waiting:
        component = waiting.pop()
        yield component
        if isinstance(component, Space):
            waiting.extend(component.__dict__["children"])


def _shown(value: Any, indent: str) -> str:
    """A component over several lines, what it has by default left out."""
    if isinstance(value, AppComponent):
        inner = indent + "    "
        own = {name: item for name, item in value.__dict__.items() if item not in (None, {}, [])}
        lines = [f"{inner}{name!r}: {_shown(item, inner)},\n" for name, item in own.items()]
        return f"<{type(value).__name__}: {{\n{''.join(lines)}{indent}}}>"
    if isinstance(value, list) and any(isinstance(item, AppComponent) for item in value):
        inner = indent + "    "
        return f"[\n{''.join(f'{inner}{_shown(item, inner)},{chr(10)}' for item in value)}{indent}]"
    return repr(value)


def _component_of(d: Any) -> Space | Panel:
    if not isinstance(d, Mapping):
        raise ValueError(f"A space or panel is read from a dict; found {d!r:.200}")
    kind = d.get("_cls")
    component_id = d.get("component_id", d.get("id"))
    type_ = d.get("type")
    if kind == "Panel" or (kind is None and type_ is not None and type_ != _CONTAINER):
        if type_ is None:
            raise ValueError(f"A panel has a `type`; found {dict(d)!r:.200}")
        return Panel(type_, d.get("pinned"), d.get("state"), component_id)
    if kind not in (None, "Space") or "children" not in d:
        raise ValueError(f"A space has `children` and a panel has a `type`; found {dict(d)!r:.200}")
    return Space(
        [_component_of(child) for child in d["children"] or ()],
        d.get("orientation", d.get("layout")),
        d.get("active_child", d.get("activeChild")),
        d.get("sizes"),
        component_id,
    )


def _checked_text(value: Any, what: str) -> str:
    if not isinstance(value, str) or not 1 <= len(value) <= _MAX_TEXT:
        raise ValueError(f"{what} is a text of 1 to {_MAX_TEXT} characters; found {value!r:.200}.")
    return value


def _checked_state(state: Any) -> dict[str, Any]:
    state = {} if state is None else state
    try:
        if isinstance(state, Mapping) and all(isinstance(name, str) for name in state):
            json.dumps(dict(state), allow_nan=False)
            return dict(state)
    except (TypeError, ValueError) as error:
        raise ValueError(f"Panel.state holds only JSON-safe values: {error}.") from None
    raise ValueError(f"Panel.state is a dict with names as keys, or None; found {state!r:.200}.")


def _checked_children(children: Any) -> list[Any]:
    if children is None:
        return []
    if isinstance(children, (str, Mapping)) or not isinstance(children, Iterable):
        raise ValueError(f"Space.children is a list of Spaces or Panels; found {type(children)}.")
    found: list[Any] = list(children)
    for child in found:
        if not isinstance(child, (Space, Panel)):
            raise ValueError(f"A child of a Space is a Space or a Panel; found {type(child)}.")
    return found


def _checked_sizes(sizes: Any) -> list[float] | None:
    if sizes is None:
        return None
    if isinstance(sizes, (str, Mapping)) or not isinstance(sizes, Iterable):
        raise ValueError(f"Space.sizes is a list of numbers in [0, 1]; found {sizes!r:.200}.")
    sizes = list(sizes)
    for size in sizes:
        if isinstance(size, bool) or not isinstance(size, (int, float)) or not 0 <= size <= 1:
            raise ValueError(f"Space.sizes are numbers in [0, 1]; found {size!r:.200}.")
    return [float(size) for size in sizes]
