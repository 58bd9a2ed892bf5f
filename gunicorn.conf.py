"""How gunicorn serves the site, here and in the container: it finds this file by its name."""

import gc
from threading import Thread

workers, threads = 2, 4
preload_app = True
control_socket_disable = True
accesslog = "-"


def when_ready(_server: object) -> None:
    """Once, before the workers are forked: what is loaded here all of them have."""
    from correspondence.web import warming  # noqa: PLC0415 - not before the site is set up

    warming.load_pages()
    # All this stays: the collector need not walk it again, nor the workers copy it to mark it.
    gc.collect()
    gc.freeze()


def post_worker_init(_worker: object) -> None:
    """In each worker, as open fonts cannot be shared; beside its first pages, not before them."""
    from correspondence.web import warming  # noqa: PLC0415

    Thread(target=warming.draw_pages, daemon=True).start()
