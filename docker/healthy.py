"""Asks the site in this container whether it is well; a container calls it every few seconds.

It asks as the proxy does: for a name the site answers to, and as over HTTPS. It asks for a page,
not for `/health/`: that one also tells of reminders that wait, and a mail server out of order
must not close the pages.
"""

import http.client
import os
import sys


def main() -> int:
    name = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0].strip().lstrip(".")
    connection = http.client.HTTPConnection("127.0.0.1", 8000, timeout=4)
    connection.request("GET", "/login/", headers={"Host": name, "X-Forwarded-Proto": "https"})
    answer = connection.getresponse()
    if answer.status != 200:
        sys.stderr.write(f"/login/ answers {answer.status}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
