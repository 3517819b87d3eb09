"""Values in, messages out: no client, no database, no clock."""
