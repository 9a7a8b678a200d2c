// What the messages of a session have in common; the generated classes have these members already.
namespace Lakehouse.Engine.Spark.Protocol;

internal interface ISessionRequest
{
    string SessionId { get; set; }

    UserContext UserContext { get; set; }

    string ClientType { get; set; }
}

/// <summary>A request that fails when the session is no longer the one that was seen.</summary>
internal interface IObservingRequest : ISessionRequest
{
    string ClientObservedServerSideSessionId { get; set; }
}

internal interface ISessionResponse
{
    string ServerSideSessionId { get; }
}

internal sealed partial class ExecutePlanRequest : IObservingRequest;

internal sealed partial class ReattachExecuteRequest : IObservingRequest;

internal sealed partial class ReleaseExecuteRequest : IObservingRequest;

internal sealed partial class AnalyzePlanRequest : IObservingRequest;

internal sealed partial class ConfigRequest : IObservingRequest;

internal sealed partial class InterruptRequest : IObservingRequest;

internal sealed partial class FetchErrorDetailsRequest : IObservingRequest;

internal sealed partial class ReleaseSessionRequest : ISessionRequest;

internal sealed partial class ExecutePlanResponse : ISessionResponse;

internal sealed partial class ReleaseExecuteResponse : ISessionResponse;

internal sealed partial class AnalyzePlanResponse : ISessionResponse;

internal sealed partial class ConfigResponse : ISessionResponse;

internal sealed partial class InterruptResponse : ISessionResponse;
