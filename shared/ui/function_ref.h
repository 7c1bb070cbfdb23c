// A reference to something callable, for parameters that are called before the function returns: the body of a card,
// of a dialog, of a table row. It allocates nothing and must not outlive the call it is passed to.
#pragma once

#include <memory>
#include <type_traits>
#include <utility>

namespace portail::ui {

template <class Signature>
class FunctionRef;

template <class R, class... Arguments>
class FunctionRef<R(Arguments...)> {
public:
    FunctionRef() = default;

    template <class Callable>
    requires(!std::is_same_v<std::remove_cvref_t<Callable>, FunctionRef> &&
             std::is_invocable_r_v<R, Callable&, Arguments...>) FunctionRef(Callable&& callable)
        : m_object(const_cast<void*>(static_cast<const void*>(std::addressof(callable)))),
          m_call([](void* object, Arguments... arguments) -> R {
              return (*static_cast<std::remove_reference_t<Callable>*>(object))(std::forward<Arguments>(arguments)...);
          }) {}

    R operator()(Arguments... arguments) const { return m_call(m_object, std::forward<Arguments>(arguments)...); }
    explicit operator bool() const { return m_call != nullptr; }

private:
    void* m_object = nullptr;
    R (*m_call)(void*, Arguments...) = nullptr;
};

using Body = FunctionRef<void()>;

}  // namespace portail::ui
