"""Which programs read for an index and not for somebody. Pure.

Source: COUNTER Code of Practice for Research Data, section 7: robots are left out; a researcher's script is none.
"""

import re
from typing import Final

_WORDS: Final = (
    "bot", "bots", "crawl", "crawler", "crawling", "spider", "slurp", "indexer", "harvest", "harvester", "archiver",
    "validator", "checker", "monitor", "monitoring", "uptime", "pingdom", "preview", "feed", "feedfetcher", "prerender",
    "scraper", "scrapy", "facebookexternalhit", "lighthouse", "pagespeed", "headless", "headlesschrome", "phantomjs",
    "scanner", "nagios", "nikto", "probe",
)  # fmt: skip

_ROBOT: Final = re.compile(rf"(?<![a-z])(?:{'|'.join(_WORDS)})(?![a-z])|[a-z]bot(?![a-z])", re.IGNORECASE)
_MOST: Final = 400
"""Characters of a name that are looked at."""


def is_robot(user_agent: str) -> bool:
    """Whether the name a client gives itself is that of a robot; one without a name is taken for one.

    >>> is_robot("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)")
    True
    >>> is_robot("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"), is_robot("curl/8.14.1")
    (False, False)
    """
    return not user_agent.strip() or _ROBOT.search(user_agent[:_MOST]) is not None
