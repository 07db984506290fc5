"""A disk that loses power: the system calls of a traced program, and what a disk may hold when it stops between them.

A write is only sure to be there once an fsync of its file began after it and returned. What was not synced may be there, be missing, or be there
in part, sector by sector; a file made, truncated, renamed or removed is so for sure after an fsync of its folder. The order of unsynced writes
means nothing.
"""
import pathlib
import re
import subprocess
import time

TRACED = "openat,pwrite64,write,pwritev,fsync,fdatasync,ftruncate,fallocate,rename,renameat2,unlink,unlinkat,mkdir"
LINE = re.compile(r"^(\d+) +(\d+\.\d+) (.*)$")
CALL = re.compile(r"^(\w+)\((.*)\) += (-?\d+)(?:<[^>]*>)?.*?(?:<(\d+\.\d+)>)?$", re.S)
HEX = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
IGNORED = ("stderr", "clock", "clock.new", "-shm")


def traced(program, log):
    """A command that runs `program` and keeps its system calls in `log`; the process is the program's own (strace -D)."""
    wrapper = pathlib.Path(log).with_suffix(".sh")
    # The tracer is not to die with the program's process group before it has written everything.
    wrapper.write_text(f'#!/bin/sh\nexec strace -D -f -q -ttt -T -y -xx -s 200000 --seccomp-bpf -e trace={TRACED} -e signal=none -o "{log}" "{program}" "$@"\n')
    wrapper.chmod(0o755)
    return wrapper


def wait_for_end(log, patience=30):
    """Until the tracer has written the program's end."""
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        with open(log, "rb") as file:
            file.seek(0, 2)
            file.seek(max(0, file.tell() - 4000))
            if re.search(rb"\+\+\+ (exited|killed)[^\n]*\n\Z", file.read()):
                return
        time.sleep(0.05)
    raise AssertionError(f"the tracer has not finished {log}")


class Call:
    __slots__ = ("begin", "end", "what", "file", "at", "data", "to")

    def __init__(self, begin, end, what, file, at=0, data=b"", to=None):
        self.begin, self.end, self.what, self.file, self.at, self.data, self.to = begin, end, what, file, at, data, to


def text_of(quoted):
    return bytes.fromhex(quoted.replace("\\x", ""))


def calls_of(log, folder):
    """The calls on files of `folder`, by their ends. Names are relative to it; "." is the folder itself."""
    folder, calls, open_calls = str(folder), [], {}

    def name(path):
        if path == folder:
            return "."
        return path[len(folder) + 1:] if path.startswith(folder + "/") and not path.endswith(IGNORED) else None

    def take(begin, text, end):
        match = CALL.match(text)
        if not match or int(match[3]) < 0:
            return
        what, inside, result = match[1], match[2], int(match[3])
        end = end if end is not None else begin + float(match[4] or 0)
        if what in ("openat", "mkdir", "unlink", "unlinkat", "rename", "renameat2"):
            paths = [name(text_of(found).decode()) for found in HEX.findall(inside)]
            if paths[0] is None:
                return
            if what == "openat":
                if "O_CREAT" in inside:
                    calls.append(Call(begin, end, "create", paths[0]))
                if "O_TRUNC" in inside:
                    calls.append(Call(begin, end, "truncate", paths[0], 0))
            elif what.startswith("unlink"):
                calls.append(Call(begin, end, "remove", paths[0]))
            elif what.startswith("rename"):
                calls.append(Call(begin, end, "rename", paths[0], to=paths[1]))
            return
        fd = re.match(r"\d+<((?:\\x[0-9a-f]{2})+|[^>]*)>", inside)
        if not fd:
            return
        path = text_of(fd[1]).decode() if fd[1].startswith("\\x") else fd[1]
        file = name(path.removesuffix("(deleted)"))
        if file is None:
            return
        if what == "pwrite64":
            found = HEX.search(inside)
            calls.append(Call(begin, end, "write", file, int(inside.rsplit(",", 1)[1]), text_of(found[1])[:result]))
        elif what == "write":
            calls.append(Call(begin, end, "append", file, 0, text_of(HEX.search(inside)[1])[:result]))
        elif what in ("fsync", "fdatasync"):
            calls.append(Call(begin, end, "sync", file))
        elif what == "ftruncate":
            calls.append(Call(begin, end, "truncate", file, int(inside.rsplit(",", 1)[1])))
        else:
            raise AssertionError(f"{what} on {file}: this disk does not know it")

    with open(log, encoding="ascii", errors="replace") as lines:
        for line in lines:
            match = LINE.match(line.rstrip("\n"))
            if not match:
                continue
            thread, at, text = match[1], float(match[2]), match[3]
            if text.endswith("<unfinished ...>"):
                open_calls[thread] = (at, text.removesuffix("<unfinished ...>").rstrip())
            elif text.startswith("<... "):
                if thread in open_calls:
                    begin, first = open_calls.pop(thread)
                    take(begin, first + text[text.index("resumed>") + 8:], at)
            else:
                take(at, text, None)
    calls.sort(key=lambda call: call.end)
    return calls


class Disk:
    """The files of one folder. Feed calls in the order of their ends; `cut` says what might be there now."""

    def __init__(self, files):
        self.durable = {name: bytearray(content) for name, content in files.items()}
        self.pending = {}   # file -> calls that are not sure to have arrived
        self.entries = []   # calls on the folder that are not sure
        self.sizes = {name: len(content) for name, content in files.items()}

    @classmethod
    def of_folder(cls, folder):
        return cls({path.name: path.read_bytes() for path in folder.iterdir() if path.is_file() and not path.name.endswith(IGNORED)})

    def feed(self, call):
        if call.what == "sync" and call.file == ".":
            for entry in [entry for entry in self.entries if entry.end <= call.begin]:
                self.apply_entry(self.durable, self.pending, entry)
                self.entries.remove(entry)
        elif call.what == "sync":
            waiting = self.pending.get(call.file, [])
            for write in waiting:
                if write.end <= call.begin:
                    self.apply(self.durable.setdefault(call.file, bytearray()), write, lambda _: True)
            self.pending[call.file] = [write for write in waiting if write.end > call.begin]
        elif call.what in ("create", "remove", "rename"):
            if call.what == "create" and call.file in self.sizes:
                return
            if call.what == "create":
                self.sizes[call.file] = 0
            elif call.what == "remove":
                self.sizes.pop(call.file, None)
            else:
                self.sizes[call.to] = self.sizes.pop(call.file, 0)
                self.pending[call.to] = self.pending.pop(call.file, [])
                if call.file in self.durable:  # its bytes go with it; only its name is unsure
                    call.data = self.durable[call.file]
            self.entries.append(call)
        else:
            if call.what == "append":
                call = Call(call.begin, call.end, "write", call.file, self.sizes.get(call.file, 0), call.data)
            if call.what == "write":
                self.sizes[call.file] = max(self.sizes.get(call.file, 0), call.at + len(call.data))
            else:
                self.sizes[call.file] = call.at
            self.pending.setdefault(call.file, []).append(call)

    @staticmethod
    def apply(content, call, keeps, sector=512):
        if call.what == "truncate":
            if keeps(None):
                del content[call.at:]
                content.extend(bytes(call.at - len(content)))
            return
        begin, end = call.at, call.at + len(call.data)
        while begin < end:
            stop = min(end, (begin // sector + 1) * sector)
            if keeps(begin):
                if len(content) < stop:
                    content.extend(bytes(stop - len(content)))
                content[begin:stop] = call.data[begin - call.at:stop - call.at]
            begin = stop

    @staticmethod
    def apply_entry(files, pending, entry):
        if entry.what == "create":
            files.setdefault(entry.file, bytearray())
        elif entry.what == "remove":
            files.pop(entry.file, None)
            pending.pop(entry.file, None)
        else:
            files[entry.to] = files.pop(entry.file, bytearray(entry.data or b""))

    def cut(self, chance):
        """Files as they may be found after the power went; `chance` (random.Random) decides what arrived."""
        files = {name: bytearray(content) for name, content in self.durable.items()}
        way = chance.choice(("nothing", "some", "torn 512", "torn 4096", "all but one"))
        share = chance.choice((0.2, 0.5, 0.9))
        sector = 512 if way == "torn 512" else 4096
        for entry in self.entries:
            if way == "all but one" or (way != "nothing" and chance.random() < share):
                self.apply_entry(files, {}, entry)
        for name, waiting in self.pending.items():
            if name not in files and name in self.sizes:
                continue  # its name never arrived
            content = files.get(name)
            if content is None:
                continue
            spared = chance.randrange(len(waiting)) if waiting else 0
            for number, call in enumerate(waiting):
                if way == "nothing" or (way == "all but one" and number == spared):
                    continue
                is_whole = way == "all but one" or (way == "some" and chance.random() < share)
                if way == "some" and not is_whole:
                    continue
                self.apply(content, call, (lambda _: True) if is_whole else (lambda _: chance.random() < share), sector)
        return way, files


def put(files, folder):
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)


def weaker(program, to, level):
    """A copy of the program whose one statement `PRAGMA synchronous = FULL` says another level: the control that must fail. No setting does this."""
    strong = b"PRAGMA synchronous = FULL"
    weak = {"NORMAL": b"PRAGMA synchronous = 1   ", "OFF": b"PRAGMA synchronous = OFF "}[level]
    content = pathlib.Path(program).read_bytes()
    assert content.count(strong) == 1 and len(strong) == len(weak), "the program does not name its synchronous level once"
    to.write_bytes(content.replace(strong, weak))
    to.chmod(0o755)
    return to


def strace_works():
    return subprocess.run(["strace", "-f", "-q", "-o", "/dev/null", "true"], capture_output=True, check=False).returncode == 0
