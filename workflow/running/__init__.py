"""One machine's processes: the embedded servers, the supervisor behind `binglian run`, and the doctor."""
