"""The page: advisor in the browser, for officers."""
