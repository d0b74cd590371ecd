import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { context, SpanKind, SpanStatusCode, trace, type Span } from '@opentelemetry/api';
import type { SpanExporter } from '@opentelemetry/sdk-trace-node';

const tracer = () => trace.getTracer('hanks-tank');

/** Does work within a span. Without an exporter nothing is recorded. */
export async function spanned<Result>(
  name: string,
  attributes: Readonly<Record<string, string>>,
  work: () => Promise<Result>,
): Promise<Result> {
  return tracer().startActiveSpan(name, { attributes }, async (span) => {
    try {
      const result = await work();
      if (result instanceof Error) fail(span, result);
      return result;
    } catch (error) {
      fail(span, error instanceof Error ? error : new Error(String(error)));
      throw error;
    } finally {
      span.end();
    }
  });
}

function fail(span: Span, error: Error): void {
  span.recordException(error);
  span.setStatus({ code: SpanStatusCode.ERROR, message: error.message });
}

interface Started {
  request: ClientRequest;
}

interface Finished extends Started {
  response: IncomingMessage;
}

/** Keys and tokens are in queries of addresses. */
const path = (request: ClientRequest): string => request.path.split('?')[0] ?? '';

/**
 * Exports spans of runs, steps and every HTTP request under them where the standard variable OTEL_EXPORTER_OTLP_ENDPOINT (or
 * ..._TRACES_ENDPOINT) says; nowhere without it.
 * @param exporter what takes them instead
 * @returns what sends the rest and stops
 */
export async function startTraces(
  env: Readonly<Record<string, string | undefined>> = process.env,
  exporter?: SpanExporter,
): Promise<() => Promise<void>> {
  const endpoint = env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT ?? env.OTEL_EXPORTER_OTLP_ENDPOINT ?? '';
  if (endpoint === '' && exporter === undefined) return () => Promise.resolve();
  const { OTLPTraceExporter } = await import('@opentelemetry/exporter-trace-otlp-http');
  const { resourceFromAttributes } = await import('@opentelemetry/resources');
  const { BatchSpanProcessor, NodeTracerProvider } = await import('@opentelemetry/sdk-trace-node');
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({
      'service.name': env.OTEL_SERVICE_NAME ?? 'hanks-tank',
    }),
    spanProcessors: [new BatchSpanProcessor(exporter ?? new OTLPTraceExporter())],
  });
  provider.register();
  const spans = new WeakMap<ClientRequest, Span>();
  const ownHost = endpoint === '' ? undefined : new URL(endpoint).host;
  const onStart = (message: unknown): void => {
    const { request } = message as Started;
    // Only what a run asks for: not the exporter's own requests.
    if (trace.getSpan(context.active()) === undefined) return;
    if (request.getHeader('host') === ownHost) return;
    const span = tracer().startSpan(`${request.method} ${path(request)}`, {
      kind: SpanKind.CLIENT,
      attributes: { 'server.address': request.host, 'http.request.method': request.method },
    });
    spans.set(request, span);
  };
  const onFinish = (message: unknown): void => {
    const { request, response } = message as Finished;
    const span = spans.get(request);
    const status = response.statusCode ?? 0;
    span?.setAttribute('http.response.status_code', status);
    if (status >= 400) span?.setStatus({ code: SpanStatusCode.ERROR });
    span?.end();
  };
  const onError = (message: unknown): void => {
    const { request, error } = message as Started & { error: Error };
    const span = spans.get(request);
    if (span === undefined) return;
    fail(span, error);
    span.end();
  };
  subscribe('http.client.request.start', onStart);
  subscribe('http.client.response.finish', onFinish);
  subscribe('http.client.request.error', onError);
  return async () => {
    unsubscribe('http.client.request.start', onStart);
    unsubscribe('http.client.response.finish', onFinish);
    unsubscribe('http.client.request.error', onError);
    await provider.shutdown();
    trace.disable();
    context.disable();
  };
}
