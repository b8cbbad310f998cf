"""PDFs made for the tests."""

import zlib


def pdf(*pages: str, catalog: str = "", trailer: str = "") -> bytes:
    """A PDF whose pages have these instructions, compressed, with one font."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>".encode(),
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, page in enumerate(pages):
        content = zlib.compress(page.encode("cp1252"))
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {5 + 2 * number} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        head = f"<< /Length {len(content)} /Filter /FlateDecode >>\nstream\n".encode()
        objects.append(head + content + b"\nendstream")
    return _file(objects, trailer)


def _file(objects: list[bytes], trailer: str = "") -> bytes:
    body, places = b"%PDF-1.7\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(body)
    size = len(objects) + 1
    body += b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    return body + f"trailer << /Size {size} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()


def pdf_of_fonts(number: int) -> bytes:
    """A PDF of one page that names so many fonts, each with a table of 65,536 characters."""
    table = zlib.compress(b"begincmap 1 beginbfrange\n<0000> <FFFF> <0041>\nendbfrange\nendcmap")
    named = " ".join(f"/F{each} 4 0 R" for each in range(number))
    font = "<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H /ToUnicode 5 0 R >>"
    instructions = b"BT /F0 12 Tf (ab) Tj ET"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /Contents 6 0 R /Resources << /Font << {named} >> >> >>".encode(),
        font.encode(),
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(table), table),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(instructions), instructions),
    ]
    return _file(objects)


def page(*lines: str) -> str:
    """The instructions that show lines of text."""
    shown = "".join(f"0 -14 Td ({line}) Tj " for line in lines)
    return f"BT /F1 12 Tf 72 720 Td {shown}ET"
