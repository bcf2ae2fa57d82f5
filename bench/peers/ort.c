// The calls of ONNX Runtime's C API that lift.py needs on machines without Python's onnxruntime. lift.py compiles this file.
#include <onnxruntime_c_api.h>
#include <stdio.h>
#include <stdlib.h>

static const OrtApi *api;
static OrtMemoryInfo *memory;

static void check(OrtStatus *status) {
    if (!status) return;
    fprintf(stderr, "onnxruntime: %s\n", api->GetErrorMessage(status));
    exit(3);
}

OrtSession *session_open(const char *file, int threads) {
    OrtEnv *env;
    OrtSessionOptions *options;
    OrtSession *session;
    api = OrtGetApiBase()->GetApi(ORT_API_VERSION);
    check(api->CreateEnv(ORT_LOGGING_LEVEL_ERROR, "peer", &env));
    check(api->DisableTelemetryEvents(env));
    check(api->CreateSessionOptions(&options));
    check(api->SetIntraOpNumThreads(options, threads));
    check(api->SetSessionGraphOptimizationLevel(options, ORT_ENABLE_ALL));
    check(api->AddSessionConfigEntry(options, "session.intra_op.allow_spinning", "0"));
    check(api->CreateSession(env, file, options, &session));
    check(api->CreateCpuMemoryInfo(OrtArenaAllocator, OrtMemTypeDefault, &memory));
    return session;
}

void session_run(OrtSession *session, float *rows, long count, long width, float *poses, long out) {
    const int64_t in_shape[] = {count, width}, out_shape[] = {count, out};
    OrtValue *input, *output;
    OrtAllocator *allocator;
    char *in_name, *out_name;
    check(api->GetAllocatorWithDefaultOptions(&allocator));
    check(api->SessionGetInputName(session, 0, allocator, &in_name));
    check(api->SessionGetOutputName(session, 0, allocator, &out_name));
    check(api->CreateTensorWithDataAsOrtValue(memory, rows, count * width * sizeof(float), in_shape, 2, ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT, &input));
    check(api->CreateTensorWithDataAsOrtValue(memory, poses, count * out * sizeof(float), out_shape, 2, ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT, &output));
    check(api->Run(session, NULL, (const char *const *)&in_name, (const OrtValue *const *)&input, 1, (const char *const *)&out_name, 1, &output));
    api->ReleaseValue(input);
    api->ReleaseValue(output);
    check(api->AllocatorFree(allocator, in_name));
    check(api->AllocatorFree(allocator, out_name));
}
