#pragma once

namespace gishe {

/// Around a wait that needs nothing another one needs (no processor, no connection), like that for a commit: the pool
/// that the thread works for may let another run meanwhile. Costs nothing on a thread that works for no pool.
class Waiting {
 public:
  /// What a pool is told. Both are called on the waiting thread.
  struct Listener {
    virtual void rests() = 0;
    virtual void goes_on() = 0;

   protected:
    ~Listener() = default;
  };
  /// Of this thread; null for none. The listener outlives the thread's work.
  static void tell(Listener* listener) { t_listener = listener; }

  Waiting() : m_listener(t_listener) {
    t_listener = nullptr;  // a wait inside a wait says nothing more
    if (m_listener) m_listener->rests();
  }
  ~Waiting() {
    if (m_listener) m_listener->goes_on();
    t_listener = m_listener;
  }
  Waiting(const Waiting&) = delete;
  Waiting& operator=(const Waiting&) = delete;

 private:
  static inline thread_local Listener* t_listener = nullptr;
  Listener* m_listener;
};

}  // namespace gishe
