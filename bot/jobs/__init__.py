"""What wakes up without being asked: the only package with APScheduler."""
