"""Pictures and documents that the bot uploads."""

from bot.local.rules.refusal import bad_request

PHOTO_BYTES = 10_000_000
PHOTO_SIDES, PHOTO_RATIO = 10_000, 20  # width and height in all, the longer to the shorter
DOCUMENT_BYTES = 50_000_000
LARGEST = {"photo": PHOTO_BYTES, "document": DOCUMENT_BYTES}
UNKNOWN = "application/octet-stream"
PICTURES = {
    b"\x89PNG": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF8": "image/gif",
    b"RIFF": "image/webp",
}


def file(kind: str, data: bytes) -> bytes:
    """What is uploaded as a *photo* or a *document*."""
    if not data:
        raise bad_request("file must be non-empty")
    if len(data) > LARGEST[kind]:
        raise bad_request("file is too big")
    if kind == "photo" and media_type(data) == UNKNOWN:
        raise bad_request("IMAGE_PROCESS_FAILED")
    if kind == "photo" and media_type(data) == "image/png":
        width, height = int.from_bytes(data[16:20]), int.from_bytes(data[20:24])
        if width + height > PHOTO_SIDES or max(width, height) > PHOTO_RATIO * min(width, height):
            raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return data


def media_type(data: bytes) -> str:
    """What a browser is told that it is."""
    return next((kind for start, kind in PICTURES.items() if data.startswith(start)), UNKNOWN)
