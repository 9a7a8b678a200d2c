using Lakehouse.Engine.Spark.Grpc;
using Lakehouse.Engine.Spark.Protocol;

namespace Lakehouse.Engine.Spark.Client;

/// <summary>The methods of <c>SparkConnectService</c> that this client calls.</summary>
internal static class ServiceMethods
{
    public static readonly Method<ExecutePlanRequest, ExecutePlanResponse> ExecutePlan =
        new(Name("ExecutePlan"), ExecutePlanResponse.Parser);

    public static readonly Method<ReattachExecuteRequest, ExecutePlanResponse> ReattachExecute =
        new(Name("ReattachExecute"), ExecutePlanResponse.Parser);

    public static readonly Method<ReleaseExecuteRequest, ReleaseExecuteResponse> ReleaseExecute =
        new(Name("ReleaseExecute"), ReleaseExecuteResponse.Parser);

    public static readonly Method<AnalyzePlanRequest, AnalyzePlanResponse> AnalyzePlan =
        new(Name("AnalyzePlan"), AnalyzePlanResponse.Parser);

    public static readonly Method<ConfigRequest, ConfigResponse> Config = new(Name("Config"), ConfigResponse.Parser);

    public static readonly Method<InterruptRequest, InterruptResponse> Interrupt =
        new(Name("Interrupt"), InterruptResponse.Parser);

    public static readonly Method<ReleaseSessionRequest, ReleaseSessionResponse> ReleaseSession =
        new(Name("ReleaseSession"), ReleaseSessionResponse.Parser);

    public static readonly Method<FetchErrorDetailsRequest, FetchErrorDetailsResponse> FetchErrorDetails =
        new(Name("FetchErrorDetails"), FetchErrorDetailsResponse.Parser);

    private static string Name(string method) => $"/spark.connect.SparkConnectService/{method}";
}
