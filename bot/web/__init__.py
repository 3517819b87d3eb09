"""What Hydrant serves over HTTP, when PORT is set."""
