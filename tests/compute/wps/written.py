"""Requests of both versions as clients write them."""

V1_SPACES = (
    'xmlns:wps="http://www.opengis.net/wps/1.0.0" xmlns:ows="http://www.opengis.net/ows/1.1" '
    'xmlns:xlink="http://www.w3.org/1999/xlink" service="WPS" version="1.0.0"'
)
V2_SPACES = (
    'xmlns:wps="http://www.opengis.net/wps/2.0" xmlns:ows="http://www.opengis.net/ows/2.0" '
    'xmlns:xlink="http://www.w3.org/1999/xlink" service="WPS" version="2.0.0"'
)


def execute_1(process: str, inputs: str = "", form: str = "") -> bytes:
    """Execute of WPS 1.0.0."""
    return (
        f"<wps:Execute {V1_SPACES}><ows:Identifier>{process}</ows:Identifier>"
        f"<wps:DataInputs>{inputs}</wps:DataInputs>{form}</wps:Execute>"
    ).encode()


def input_1(name: str, inside: str) -> str:
    """One input of it."""
    return f"<wps:Input><ows:Identifier>{name}</ows:Identifier>{inside}</wps:Input>"


def literal_1(name: str, text: str) -> str:
    """A literal one."""
    return input_1(name, f"<wps:Data><wps:LiteralData>{text}</wps:LiteralData></wps:Data>")


def complex_1(name: str, text: str) -> str:
    """One of JSON."""
    data = f'<wps:ComplexData mimeType="application/json">{text}</wps:ComplexData>'
    return input_1(name, f"<wps:Data>{data}</wps:Data>")


def box_1(name: str, low: str, high: str, crs: str) -> str:
    """A box."""
    corners = f"<ows:LowerCorner>{low}</ows:LowerCorner><ows:UpperCorner>{high}</ows:UpperCorner>"
    data = f'<wps:BoundingBoxData crs="{crs}" dimensions="2">{corners}</wps:BoundingBoxData>'
    return input_1(name, f"<wps:Data>{data}</wps:Data>")


def execute_2(process: str, inputs: str = "", outputs: str = "", *, mode: str = "async", raw: bool = False) -> bytes:
    """Execute of WPS 2.0.0."""
    response = "raw" if raw else "document"
    return (
        f'<wps:Execute {V2_SPACES} mode="{mode}" response="{response}">'
        f"<ows:Identifier>{process}</ows:Identifier>{inputs}{outputs}</wps:Execute>"
    ).encode()


def input_2(name: str, inside: str) -> str:
    """One input of it."""
    return f'<wps:Input id="{name}">{inside}</wps:Input>'


def about_2(request: str, job: str) -> bytes:
    """GetStatus, GetResult or Dismiss."""
    return f"<wps:{request} {V2_SPACES}><wps:JobID>{job}</wps:JobID></wps:{request}>".encode()
