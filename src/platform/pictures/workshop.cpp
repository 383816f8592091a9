#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <malloc.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstddef>
#include <vector>

#include "platform/pictures/drawing.h"

// The side of the fence where the stranger's file is read.
namespace gishe::pictures {
namespace {

constexpr rlim_t processor_seconds = 5;
constexpr rlim_t memory_bytes = rlim_t{768} << 20;  // of addresses, and libvips alone maps 300 MiB of libraries

void limit(__rlimit_resource what, rlim_t most) {
  const rlimit both{most, most};
  setrlimit(what, &both);
}

#if defined(__x86_64__)
constexpr std::uint32_t this_architecture = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr std::uint32_t this_architecture = AUDIT_ARCH_AARCH64;
#else
constexpr std::uint32_t this_architecture = 0;
#endif

/// Calls that reading a picture never needs: other programs, sockets, files by name, other processes.
constexpr int forbidden[] = {
    SYS_socket,
    SYS_socketpair,
    SYS_connect,
    SYS_bind,
    SYS_listen,
    SYS_accept4,
    SYS_sendto,
    SYS_sendmsg,
    SYS_execve,
    SYS_execveat,
    SYS_ptrace,
    SYS_openat,
    SYS_openat2,
    SYS_unlinkat,
    SYS_renameat2,
    SYS_linkat,
    SYS_symlinkat,
    SYS_mkdirat,
    SYS_fchmodat,
    SYS_fchownat,
    SYS_truncate,
    SYS_kill,
    SYS_tkill,
    SYS_mount,
    SYS_umount2,
    SYS_unshare,
    SYS_setns,
    SYS_bpf,
    SYS_keyctl,
    SYS_add_key,
    SYS_io_uring_setup,
    SYS_process_vm_readv,
    SYS_process_vm_writev,
    SYS_pidfd_open,
    SYS_perf_event_open,
    SYS_memfd_create,
    SYS_userfaultfd,
    SYS_chdir,
    SYS_chroot,
#if defined(__x86_64__)
    SYS_open,
    SYS_creat,
    SYS_unlink,
    SYS_rename,
    SYS_link,
    SYS_symlink,
    SYS_mkdir,
    SYS_chmod,
    SYS_chown,
    SYS_fork,
    SYS_vfork,
    SYS_accept,
#endif
};

/// From here on the process can read what it was given, compute, and answer.
bool shut_the_doors() {
  if (this_architecture == 0) return true;
  std::vector<sock_filter> program = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, arch)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, this_architecture, 1, 0),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
  };
#if defined(__x86_64__)
  // The x32 twins of all calls.
  program.push_back(BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0x40000000U, 0, 1));
  program.push_back(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS));
#endif
  for (const int call : forbidden) {
    program.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, static_cast<std::uint32_t>(call), 0, 1));
    program.push_back(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM));
  }
  program.push_back(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
  const sock_fprog filter{static_cast<unsigned short>(program.size()), program.data()};
  return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) == 0;
}

bool read_all(std::string& bytes) {
  std::array<char, 64 * 1024> part;
  for (;;) {
    const ssize_t got = read(STDIN_FILENO, part.data(), part.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return false;
    if (got == 0) return true;
    if (bytes.size() + static_cast<std::size_t>(got) > bytes_max) return false;
    bytes.append(part.data(), static_cast<std::size_t>(got));
  }
}

bool write_all(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t put = write(STDOUT_FILENO, bytes.data(), bytes.size());
    if (put < 0 && errno == EINTR) continue;
    if (put <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(put));
  }
  return true;
}

}  // namespace

int workshop_main(Purpose purpose) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  prctl(PR_SET_DUMPABLE, 0);
  mallopt(M_ARENA_MAX, 1);
  limit(RLIMIT_CPU, processor_seconds);
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_FSIZE, 0);
  const auto code = [](Outcome outcome) { return static_cast<int>(outcome); };
  if (!open_vips()) return code(Outcome::shut);
  limit(RLIMIT_AS, memory_bytes);
  if (!shut_the_doors()) return code(Outcome::shut);
  std::string bytes;
  if (!read_all(bytes)) return code(Outcome::torn);
  Made made;
  try {
    const Outcome outcome = draw(bytes, purpose, made);
    if (outcome != Outcome::good) return code(outcome);
    if (!write_all(packed(made))) return code(Outcome::torn);
  } catch (const std::bad_alloc&) {
    return code(Outcome::hard);
  }
  _exit(code(Outcome::good));  // libvips' own end would want what is forbidden here
}

}  // namespace gishe::pictures
