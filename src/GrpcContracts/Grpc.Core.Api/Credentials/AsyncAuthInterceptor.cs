namespace Grpc.Core;

/// <summary>Adds credentials to the headers of a call that is about to start, for instance <c>authorization</c>.</summary>
public delegate Task AsyncAuthInterceptor(AuthInterceptorContext context, Metadata metadata);
