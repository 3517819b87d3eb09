"""The page in the browser: the server's side. The rest is in `static`."""
