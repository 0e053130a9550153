"""The frames of a video by their numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from lunette.core.encoding import pack, unpack
from lunette.core.frame import Frame, FrameError, FrameView
from lunette.core.frame_schema import checked_value
from lunette.core.stored_frames import StoredFrames

__all__ = ["Frames"]


class Frames(StoredFrames):
    """The frames of a video, by number from 1.

    Reading a number that there is no frame for makes an empty frame; ``sample.save()`` stores what
    was changed.
    """

    # Reading

    @property
    def field_names(self) -> tuple[str, ...]:
        """Names of the fields of the frames, in order."""
        own = ("id", "frame_number", "created_at", "last_modified_at")
        extra = (name for frame in self._objects.values() for name in frame.field_names)
        return tuple(dict.fromkeys((*own, *self._declared(), *extra)))

    def _numbers(self) -> list[int]:
        return sorted((self._known().keys() - self._gone) | self._objects.keys())

    def __getitem__(self, frame_number: int) -> Frame:
        number = _checked_number(frame_number)
        frame = self._objects.get(number)
        if frame is None:
            cls = Frame if self._view is None else FrameView
            stored = None if number in self._gone else self._known().get(number)
            if stored is None:
                frame = cls()
                frame._attach(self, number)
            else:
                # A copy: what is stored is compared with later.
                frame = cls._of_frames(unpack(pack(stored)), self)
            self._objects[number] = frame
        return frame

    def __contains__(self, frame_number: object) -> bool:
        if not isinstance(frame_number, int) or isinstance(frame_number, bool):
            return False
        is_stored = frame_number in self._known() and frame_number not in self._gone
        return is_stored or frame_number in self._objects

    def __iter__(self) -> Iterator[int]:
        return iter(self._numbers())

    def __len__(self) -> int:
        return len(self._numbers())

    def __bool__(self) -> bool:
        return len(self) > 0

    def keys(self) -> Iterator[int]:
        """The numbers of the frames, ascending."""
        return iter(self)

    def values(self) -> Iterator[Frame]:
        """The frames, by number."""
        for number in self._numbers():
            yield self[number]

    def items(self) -> Iterator[tuple[int, Frame]]:
        """The frames as (number, frame), by number."""
        for number in self._numbers():
            yield number, self[number]

    def get(self, frame_number: int, default: Any = None) -> Any:
        """The frame of a number, or ``default`` if there is none."""
        if frame_number not in self:
            return default
        return self[frame_number]

    def first(self) -> Frame:
        """The frame with the lowest number.

        Raises:
            ValueError: if there is none
        """
        for frame in self.head(1):
            return frame
        raise ValueError("There are no frames.")

    def last(self) -> Frame:
        """The frame with the highest number.

        Raises:
            ValueError: if there is none
        """
        for frame in self.tail(1):
            return frame
        raise ValueError("There are no frames.")

    def head(self, num_frames: int = 3) -> list[Frame]:
        """The frames with the lowest numbers."""
        return [self[number] for number in self._numbers()[: max(num_frames, 0)]]

    def tail(self, num_frames: int = 3) -> list[Frame]:
        """The frames with the highest numbers, in order."""
        return [self[n] for n in self._numbers()[-num_frames:]] if num_frames > 0 else []

    # Editing

    def __setitem__(self, frame_number: int, frame: Frame) -> None:
        self.add_frame(frame_number, frame)

    def __delitem__(self, frame_number: int) -> None:
        number = _checked_number(frame_number)
        if number not in self:
            raise KeyError(number)
        frame = self._objects.pop(number, None)
        if frame is not None:
            frame._attach(None, None)
        if number in self._known():
            self._gone.add(number)

    def add_frame(
        self,
        frame_number: int,
        frame: Frame,
        expand_schema: bool = True,
        validate: bool = True,
        dynamic: bool = False,
    ) -> None:
        """Adds a frame, in place of the one of its number; one of another sample is copied.

        Args:
            frame_number: its number, from 1
            frame: the frame
            expand_schema (True): whether fields that do not exist may be made
            validate (True): whether to check the values
            dynamic (False): whether to declare undeclared attributes of labels

        Raises:
            FrameError: if the number is none
            TypeError: if ``frame`` is no frame
            ValueError: if a value does not fit
        """
        number = _checked_number(frame_number)
        if not isinstance(frame, Frame):
            raise TypeError(f"Frames are added, not {type(frame).__name__} objects: {frame!r}.")
        if frame._frames is not None and frame is not self._objects.get(number):
            frame = frame.copy()
        dataset = self._dataset
        if dataset is not None:
            own = frame.__dict__
            for name in [n for n in own if n[:1] != "_" and n not in Frame._fields]:
                own[name] = checked_value(
                    dataset._schema, name, own[name], expand_schema, validate, dynamic
                )
            dataset._grow_schema()
        before = self._objects.get(number)
        if before is not None and before is not frame:
            before._attach(None, None)
        stored = self._known().get(number)
        frame._attach(self, number)
        if stored is not None:
            frame.__dict__.setdefault("_id", stored["_id"])
        self._gone.discard(number)
        self._objects[number] = frame

    def update(
        self,
        frames: Frames | Mapping[int, Any],
        overwrite: bool = True,
        expand_schema: bool = True,
        validate: bool = True,
        dynamic: bool = False,
    ) -> None:
        """Adds frames.

        Args:
            frames: frames by number, or dicts of their fields
            overwrite (True): whether to replace frames that there are
            expand_schema (True): whether fields that do not exist may be made
            validate (True): whether to check the values
            dynamic (False): whether to declare undeclared attributes of labels
        """
        for number, frame in list(frames.items()):
            if overwrite or number not in self:
                self.add_frame(number, _frame_of(frame), expand_schema, validate, dynamic)

    def merge(
        self,
        frames: Frames | Mapping[int, Any],
        fields: Any = None,
        omit_fields: Any = None,
        merge_lists: bool = True,
        merge_embedded_docs: bool = False,
        overwrite: bool = True,
        expand_schema: bool = True,
        validate: bool = True,
        dynamic: bool = False,
    ) -> None:
        """Merges frames into those of the same numbers; see :meth:`Frame.merge`.

        Args:
            frames: frames by number, or dicts of their fields
            fields (None): the fields to take, or a dict from their names to those here
            omit_fields (None): fields to leave out
            merge_lists (True): whether to merge lists rather than replacing them
            merge_embedded_docs (False): whether to merge documents attribute by attribute
            overwrite (True): whether to replace values that are set
            expand_schema (True): whether fields that do not exist may be made
            validate (True): whether to check the values
            dynamic (False): whether to declare undeclared attributes of labels
        """
        for number, frame in list(frames.items()):
            self[number].merge(
                _frame_of(frame),
                fields,
                omit_fields,
                merge_lists,
                merge_embedded_docs,
                overwrite,
                expand_schema,
                validate,
                dynamic,
            )

    def clear(self) -> None:
        """Deletes all frames."""
        for number in self._numbers():
            del self[number]

    def save(self) -> None:
        """Stores what was changed.

        Raises:
            ValueError: if the sample is in no dataset
        """
        self._save()

    def reload(self, hard: bool = False) -> None:
        """Reads the frames again and drops what was not saved.

        Args:
            hard (False): also read the dataset's schema again
        """
        if hard and self._dataset is not None:
            self._dataset._load_info()
        self._forget()

    def to_dict(self, include_private: bool = False) -> dict[str, Any]:
        """The frames as a dict that JSON can carry, by number as text."""
        return {str(number): frame.to_dict(include_private) for number, frame in self.items()}

    def __deepcopy__(self, memo: Any) -> Frames:
        twin = Frames()
        twin.update({number: frame.copy() for number, frame in self.items()})
        return twin

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Frames) and self.to_dict() == other.to_dict()

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {len(self)}>"


def _checked_number(number: Any) -> int:
    if isinstance(number, bool) or not hasattr(number, "__index__"):
        raise FrameError(f"Frames are named by integers from 1, not by {number!r}.")
    index = int(number)
    if index < 1:
        raise FrameError(f"Frames are counted from 1; there is no frame {index}.")
    return index


def _frame_of(frame: Any) -> Any:
    """A frame of a dict of its fields; anything else as it is."""
    if not isinstance(frame, Mapping):
        return frame
    return Frame(**{k: v for k, v in frame.items() if k[:1] != "_" and k not in Frame._fields})
