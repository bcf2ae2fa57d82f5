// What the stand-in's C# needs of libtorch: any ATen operator by name through the dispatcher (so autograd works as ever), and the few things that are
// no operators. Tensors cross as owned pointers to at::Tensor. No exception leaves: a function gives 0 or null and keeps the message.
#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <c10/core/GradMode.h>
#include <string>

namespace {
thread_local std::string problem;

template <typename F>
auto guarded(F body) -> decltype(body()) {
  try {
    return body();
  } catch (const c10::Error& e) {
    problem = e.what_without_backtrace();
  } catch (const std::exception& e) {
    problem = e.what();
  }
  return {};
}

at::Tensor* owned(at::Tensor tensor) { return new at::Tensor(std::move(tensor)); }
}  // namespace

extern "C" {

// As Argument.cs.
struct Argument {
  int64_t kind;  // 0 none, 1 tensor, 2 integer, 3 real, 4 truth, 5 integers
  const void* pointer;
  int64_t integer;
  double real;
};

const char* standin_problem() { return problem.c_str(); }

// Arguments that are not given are the schema's defaults. Gives the operator's first (or only) result.
at::Tensor* standin_call(const char* name, const char* overload, const Argument* arguments, int64_t count) {
  return guarded([&]() -> at::Tensor* {
    auto op = c10::Dispatcher::singleton().findSchemaOrThrow(name, overload);
    torch::jit::Stack stack;
    for (int64_t i = 0; i < count; i++) {
      const auto& a = arguments[i];
      switch (a.kind) {
        case 1: stack.emplace_back(*static_cast<const at::Tensor*>(a.pointer)); break;
        case 2: stack.emplace_back(a.integer); break;
        case 3: stack.emplace_back(a.real); break;
        case 4: stack.emplace_back(a.integer != 0); break;
        case 5: {
          auto numbers = static_cast<const int64_t*>(a.pointer);
          stack.emplace_back(c10::List<int64_t>(c10::IntArrayRef(numbers, a.integer)));
          break;
        }
        default: stack.emplace_back();
      }
    }
    const auto& schema = op.schema().arguments();
    for (size_t i = count; i < schema.size(); i++) {
      TORCH_CHECK(schema[i].default_value(), name, " has no default for ", schema[i].name());
      stack.push_back(*schema[i].default_value());
    }
    op.callBoxed(&stack);
    return owned(stack.at(0).toTensor());
  });
}

at::Tensor* standin_tensor(const float* numbers, const int64_t* shape, int64_t dimensions) {
  return guarded([&] {
    return owned(at::from_blob(const_cast<float*>(numbers), c10::IntArrayRef(shape, dimensions), at::kFloat).clone());
  });
}

void standin_free(at::Tensor* tensor) { delete tensor; }

int64_t standin_dimensions(const at::Tensor* tensor) { return tensor->dim(); }
int64_t standin_size(const at::Tensor* tensor, int64_t dimension) { return tensor->size(dimension); }

// The numbers of a contiguous float tensor, in place; null for any other.
void* standin_data(const at::Tensor* tensor) {
  return guarded([&]() -> void* {
    TORCH_CHECK(tensor->is_contiguous() && tensor->scalar_type() == at::kFloat, "not a contiguous float tensor");
    return tensor->data_ptr();
  });
}

at::Tensor* standin_grad(const at::Tensor* tensor) { return tensor->grad().defined() ? owned(tensor->grad()) : nullptr; }

bool standin_requires_grad(at::Tensor* tensor, bool requires_grad) {
  return guarded([&] { tensor->set_requires_grad(requires_grad); return true; });
}

bool standin_backward(const at::Tensor* tensor) {
  return guarded([&] { tensor->backward(); return true; });
}

bool standin_set_grad_mode(bool enabled) {
  bool before = c10::GradMode::is_enabled();
  c10::GradMode::set_enabled(enabled);
  return before;
}

void standin_manual_seed(int64_t seed) { at::manual_seed(static_cast<uint64_t>(seed)); }
void standin_set_threads(int32_t threads) { at::set_num_threads(threads); }
int32_t standin_get_threads() { return at::get_num_threads(); }
}
