class Service:
    def __init__(self, process: subprocess.Popen[bytes], port: int, log: Path) -> None:
        self.process = process
        self.port = port
        self.log = log
        self.client = httpx2.Client(base_url=f"http://127.0.0.1:{port}", timeout=PATIENCE, trust_env=False)

    def ready(self) -> int:
        try:
            return self.client.get("/health/ready").status_code
        except httpx2.TransportError:
            return 0

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)

    def log_lines(self) -> list[dict[str, object]]:
        return [json.loads(line) for line in self.log.read_text(encoding="utf-8").splitlines()]


def until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "waited too long"
        time.sleep(0.05)


def environment_with(**settings: str) -> dict[str, str]:
    source = str(Path(service_package.__path__[0]).parent)
    return os.environ | {"PYTHONPATH": source} | {f"{ENV_PREFIX}{name}": value for name, value in settings.items()}


@contextmanager
def running(log: Path, **settings: str) -> Iterator[Service]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    environment = environment_with(HOST="127.0.0.1", PORT=str(port), **settings)
    with log.open("wb") as output:
        process = subprocess.Popen(COMMAND, env=environment, stdout=output, stderr=subprocess.STDOUT)
    service = Service(process, port, log)
    try:
        until(lambda: service.ready() == 200 or process.poll() is not None)
        assert process.poll() is None, log.read_text(encoding="utf-8")
        yield service
    finally:
        service.client.close()
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
