"""Where evolving datasets come from: folders, buckets and files of web servers that operators name. Only reads."""
