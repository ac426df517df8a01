"""One call over HTTP: its sockets, its deadline, its place in the queue."""
