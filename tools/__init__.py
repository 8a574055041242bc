"""Programs that write files which ship with hiptimer."""
