"""What the kernel refuses to a process that reads foreign files: processes, sockets, other files. Linux only.

A process puts these on itself for good, without privilege: a filter of system calls (`seccomp(2)`), and rules of which
files may be read and where files may be written (`landlock(7)`, from kernel 5.13). A file can name others (HDF5
external storage and virtual datasets, overviews of a GeoTIFF): what they hold is no business of who made it.
"""

import ctypes
import errno
import os
import platform
from collections.abc import Iterable
from pathlib import Path
from typing import Final

_PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP, _FILTER = 38, 22, 2
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000
_LOAD, _JUMP_IF_EQUAL, _JUMP_IF_LARGER, _JUMP_IF_SET, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_NUMBER_AT, _MACHINE_AT, _FIRST_ARGUMENT_AT = 0, 4, 16
_CLONE_THREAD: Final = 0x00010000
_OTHER_NUMBERING: Final = 0x40000000
"""Bit of the calls of x32, a second numbering of the same machine."""

_REFUSED: Final = {
    "x86_64": (0xC000003E, {"clone": 56, "clone3": 435}, (41, 42, 49, 57, 58, 59, 101, 112, 310, 311, 322)),
    "aarch64": (0xC00000B7, {"clone": 220, "clone3": 435}, (117, 157, 198, 200, 203, 221, 270, 271, 281)),
}
"""Machine -> its audit number; the calls that make threads and processes alike; the calls that are always refused:
socket, connect, bind, fork, vfork, execve, ptrace, setsid, process_vm_readv, process_vm_writev, execveat."""


_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF, _PATH_BENEATH, _ASK_VERSION = 444, 445, 446, 1, 1
_WRITING: Final = {1: 0x1FF2, 2: 0x3FF2, 3: 0x7FF2}
"""Version of landlock -> its rights that change files: write, make, remove; from 2 rename, from 3 truncate."""


_READING: Final = 0x4
"""Landlock's right to open a file for reading."""


class _Ruleset(ctypes.Structure):
    _fields_ = (("handled", ctypes.c_uint64),)


class _Beneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("allowed", ctypes.c_uint64), ("folder", ctypes.c_int32))


class _Instruction(ctypes.Structure):
    _fields_ = (("code", ctypes.c_ushort), ("yes", ctypes.c_ubyte), ("no", ctypes.c_ubyte), ("value", ctypes.c_uint))


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.POINTER(_Instruction)))


def read_only(places: Iterable[Path]) -> bool:
    """Refuse to this process, from now on, to open any file for reading but these, and those in these folders.

    False where the kernel does not know how.
    """
    call = ctypes.CDLL(None, use_errno=True).syscall
    if call(_CREATE_RULESET, None, ctypes.c_size_t(0), _ASK_VERSION) < 1:
        return False
    rules = call(_CREATE_RULESET, ctypes.byref(_Ruleset(_READING)), ctypes.c_size_t(8), 0)
    try:
        for place in places:
            if place.exists():
                allowed = os.open(place, os.O_PATH)
                call(_ADD_RULE, rules, _PATH_BENEATH, ctypes.byref(_Beneath(_READING, allowed)), 0)
                os.close(allowed)
        _no_new_privileges()
        return bool(call(_RESTRICT_SELF, rules, 0) == 0)
    finally:
        os.close(rules)


def write_only_in(folder: Path) -> bool:
    """Refuse to this process, from now on, to write, make or remove a file anywhere but in ``folder``.

    False where the kernel does not know how.
    """
    call = ctypes.CDLL(None, use_errno=True).syscall
    version = call(_CREATE_RULESET, None, ctypes.c_size_t(0), _ASK_VERSION)
    if version < 1:
        return False
    rights = _WRITING[min(version, 3)]
    rules = call(_CREATE_RULESET, ctypes.byref(_Ruleset(rights)), ctypes.c_size_t(8), 0)
    allowed = os.open(folder, os.O_PATH | os.O_DIRECTORY)
    try:
        added = call(_ADD_RULE, rules, _PATH_BENEATH, ctypes.byref(_Beneath(rights, allowed)), 0)
        _no_new_privileges()
        return bool(added == 0 and call(_RESTRICT_SELF, rules, 0) == 0)
    finally:
        os.close(allowed)
        os.close(rules)


def stay_alone() -> bool:
    """Refuse to this process, from now on, others, programs and sockets; threads stay allowed.

    False where the kernel or the machine knows no way.
    """
    known = _REFUSED.get(platform.machine())
    if known is None:
        return False
    instructions = _instructions(*known)
    program = _Program(len(instructions), (_Instruction * len(instructions))(*instructions))
    _no_new_privileges()
    return bool(ctypes.CDLL(None).prctl(_PR_SET_SECCOMP, _FILTER, ctypes.byref(program), 0, 0) == 0)


def _no_new_privileges() -> None:
    """Without this the kernel lets only root do either."""
    ctypes.CDLL(None).prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)


def _instructions(machine: int, makers: dict[str, int], refused: tuple[int, ...]) -> list[_Instruction]:
    """Classic BPF: another machine's calls are refused; clone may make threads; clone3 is said not to exist."""
    refuse, allow = _Instruction(_RETURN, 0, 0, _REFUSE | errno.EPERM), _Instruction(_RETURN, 0, 0, _ALLOW)
    listed = [
        _Instruction(_LOAD, 0, 0, _MACHINE_AT),
        _Instruction(_JUMP_IF_EQUAL, 1, 0, machine),
        refuse,
        _Instruction(_LOAD, 0, 0, _NUMBER_AT),
        _Instruction(_JUMP_IF_LARGER, 0, 1, _OTHER_NUMBERING),
        refuse,
        _Instruction(_JUMP_IF_EQUAL, 0, 1, makers["clone3"]),
        _Instruction(_RETURN, 0, 0, _REFUSE | errno.ENOSYS),
    ]
    for number in refused:
        listed += [_Instruction(_JUMP_IF_EQUAL, 0, 1, number), refuse]
    return [
        *listed,
        _Instruction(_JUMP_IF_EQUAL, 0, 3, makers["clone"]),
        _Instruction(_LOAD, 0, 0, _FIRST_ARGUMENT_AT),
        _Instruction(_JUMP_IF_SET, 1, 0, _CLONE_THREAD),
        refuse,
        allow,
    ]
