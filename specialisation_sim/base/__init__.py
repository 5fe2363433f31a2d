"""What every module may use: errors, files, scripts, shipped files, provenance, version."""
