"""What is known of a media file without looking at its content."""

from __future__ import annotations

import mimetypes
from pathlib import Path
from typing import Any, ClassVar

from lunette.core.document import DynamicEmbeddedDocument, FieldType

__all__ = ["ImageMetadata", "Metadata", "VideoMetadata", "metadata_class"]

#: EXIF orientations that turn the picture by a quarter.
_TURNED = frozenset({5, 6, 7, 8})
_ORIENTATION = 0x0112


class Metadata(DynamicEmbeddedDocument):
    """What is known of a file.

    Args:
        size_bytes (None): its size
        mime_type (None): its media type, such as ``image/png``
        **attributes: any further attributes
    """

    _fields: ClassVar[dict[str, FieldType]] = {
        "size_bytes": FieldType("int"),
        "mime_type": FieldType("string"),
    }
    size_bytes: int | None = None
    mime_type: str | None = None

    @classmethod
    def build_for(cls, path_or_url: str, mime_type: str | None = None) -> Metadata:
        """The metadata of a file.

        Raises:
            FileNotFoundError: if there is no such file
        """
        path = Path(path_or_url)
        mime_type = mime_type or mimetypes.guess_type(path.name)[0]
        return cls(size_bytes=path.stat().st_size, mime_type=mime_type)


class ImageMetadata(Metadata):
    """What is known of an image file.

    Args:
        size_bytes (None): its size
        mime_type (None): its media type
        width (None): pixels from left to right, as shown (EXIF orientation applied)
        height (None): pixels from top to bottom, as shown
        num_channels (None): channels of a pixel
        **attributes: any further attributes
    """

    _fields: ClassVar[dict[str, FieldType]] = {
        **Metadata._fields,
        "width": FieldType("int"),
        "height": FieldType("int"),
        "num_channels": FieldType("int"),
    }
    width: int | None = None
    height: int | None = None
    num_channels: int | None = None

    @classmethod
    def build_for(cls, path_or_url: str, mime_type: str | None = None) -> ImageMetadata:
        """The metadata of an image file; reads only its header.

        Raises:
            FileNotFoundError: if there is no such file
            ValueError: if the file is no image that can be read
        """
        from PIL import Image, UnidentifiedImageError

        path = Path(path_or_url)
        size = path.stat().st_size
        try:
            with Image.open(path) as image:
                width, height = image.size
                if _orientation(image) in _TURNED:
                    width, height = height, width
                channels = _channels(image)
                known = Image.MIME.get(image.format or "")
        except UnidentifiedImageError:
            raise ValueError(
                f"{path} is no image that can be read; check the file, or remove its sample."
            ) from None
        except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
            raise ValueError(
                f"The image {path} cannot be read: {error}. Check the file, or remove its sample."
            ) from None
        return cls(
            size_bytes=size,
            mime_type=mime_type or mimetypes.guess_type(path.name)[0] or known,
            width=width,
            height=height,
            num_channels=channels,
        )


class VideoMetadata(Metadata):
    """What is known of a video file.

    Args:
        size_bytes (None): its size
        mime_type (None): its media type
        frame_width (None): pixels of a frame from left to right, as shown
        frame_height (None): pixels of a frame from top to bottom, as shown
        frame_rate (None): frames per second
        total_frame_count (None): frames
        duration (None): seconds
        encoding_str (None): four characters that name the coding, such as ``avc1``
        **attributes: any further attributes
    """

    _fields: ClassVar[dict[str, FieldType]] = {
        **Metadata._fields,
        "frame_width": FieldType("int"),
        "frame_height": FieldType("int"),
        "frame_rate": FieldType("float"),
        "total_frame_count": FieldType("int"),
        "duration": FieldType("float"),
        "encoding_str": FieldType("string"),
    }
    frame_width: int | None = None
    frame_height: int | None = None
    frame_rate: float | None = None
    total_frame_count: int | None = None
    duration: float | None = None
    encoding_str: str | None = None

    @classmethod
    def build_for(cls, path_or_url: str, mime_type: str | None = None) -> VideoMetadata:
        """The metadata of a video file: MP4, MOV, WebM, MKV, Ogg, MPEG-TS or AVI.

        The bridge reads its header; of a file without an index also where its frames lie.

        Raises:
            FileNotFoundError: if there is no such file
            ValueError: if the file is no video that can be read
        """
        from lunette.core.bridge_calls import call

        path = Path(path_or_url).absolute()
        path.stat()
        (outcome,) = call("media.file_metadata", {"filepaths": [str(path)]})
        if "error" in outcome:
            raise ValueError(outcome["error"])
        found = {**outcome["metadata"]}
        if found.pop("_cls") != cls.__name__:
            raise ValueError(f"{path} is no video; check the file, or remove its sample.")
        if mime_type is not None:
            found["mime_type"] = mime_type
        for name in ("frame_rate", "duration"):
            found[name] = float(found[name])
        return cls(**found)


def metadata_class(media_type: str | None) -> type[Metadata]:
    """The class of the metadata of files of a media type."""
    if media_type == "image":
        return ImageMetadata
    return VideoMetadata if media_type == "video" else Metadata


def _orientation(image: Any) -> Any:
    """The EXIF orientation, or None."""
    if image.format == "PNG" and "exif" not in image.info:
        # The library would decode the whole picture to look behind it.
        return None
    return image.getexif().get(_ORIENTATION)


def _channels(image: Any) -> int:
    """Channels of a pixel; a palette counts by its colours."""
    if image.mode in ("P", "PA") and image.palette is not None:
        return len(image.palette.mode) + (1 if image.mode == "PA" else 0)
    return len(image.getbands())
