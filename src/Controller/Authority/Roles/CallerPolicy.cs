using System.Collections.Frozen;

namespace Fleet.Controller.Authority.Roles;

/// <summary>Every RPC and who may call it. One that is not here may be called by nobody.</summary>
public static class CallerPolicy
{
    private static readonly Caller Anyone = new Caller.Anyone();
    private static readonly Caller Agent = new Caller.Agent();
    private static readonly Caller Viewer = new Caller.Operator(Role.Viewer);
    private static readonly Caller Diagnoser = new Caller.Operator(Role.Diagnoser);
    private static readonly Caller Operator = new Caller.Operator(Role.Operator);
    private static readonly Caller Admin = new Caller.Operator(Role.Admin);

    /// <summary>By full method name, as on the wire.</summary>
    public static FrozenDictionary<string, Caller> Table { get; } =
        new Dictionary<string, Caller>
        {
            ["/fleet.v1.AgentLink/Enroll"] = Anyone,
            ["/fleet.v1.AgentLink/Renew"] = Anyone,
            ["/fleet.v1.AgentLink/Connect"] = Agent,
            ["/fleet.v1.Operators/GetStatus"] = Viewer,
            ["/fleet.v1.Operators/ListHosts"] = Viewer,
            ["/fleet.v1.Operators/GetHost"] = Viewer,
            ["/fleet.v1.Operators/ListFacts"] = Viewer,
            ["/fleet.v1.Operators/ListRegressions"] = Viewer,
            ["/fleet.v1.Operators/ExplainRegression"] = Viewer,
            ["/fleet.v1.Operators/GetRegression"] = Viewer,
            ["/fleet.v1.Operators/AcceptRegression"] = Operator,
            ["/fleet.v1.Operators/AcknowledgeRegression"] = Operator,
            ["/fleet.v1.Operators/NoteRegression"] = Operator,
            ["/fleet.v1.Operators/AddSilence"] = Operator,
            ["/fleet.v1.Operators/ListSilences"] = Viewer,
            ["/fleet.v1.Operators/EndSilence"] = Operator,
            ["/fleet.v1.Operators/ListHistory"] = Viewer,
            ["/fleet.v1.Operators/ListAccess"] = Viewer,
            ["/fleet.v1.Operators/ListHostKeys"] = Viewer,
            ["/fleet.v1.Operators/CheckKnownHosts"] = Viewer,
            ["/fleet.v1.Operators/RunCheck"] = Diagnoser,
            ["/fleet.v1.Operators/GetEvidence"] = Diagnoser,
            ["/fleet.v1.Operators/GetReach"] = Diagnoser,
            ["/fleet.v1.Operators/StoreDiagnosis"] = Diagnoser,
            ["/fleet.v1.Operators/ListDiagnoses"] = Viewer,
            ["/fleet.v1.Operators/GetDiagnosis"] = Viewer,
            ["/fleet.v1.Operators/Can"] = Viewer,
            ["/fleet.v1.Operators/Preflight"] = Diagnoser,
            ["/fleet.v1.Operators/CreateToken"] = Admin,
            ["/fleet.v1.Operators/ListTokens"] = Admin,
            ["/fleet.v1.Operators/RevokeToken"] = Admin,
            ["/fleet.v1.Operators/RevokeAgent"] = Admin,
            ["/fleet.v1.Operators/CreateApiToken"] = Admin,
            ["/fleet.v1.Operators/ListApiTokens"] = Admin,
            ["/fleet.v1.Operators/RevokeApiToken"] = Admin,
            ["/fleet.v1.Policies/ListPolicies"] = Viewer,
            ["/fleet.v1.Policies/ExportPolicy"] = Viewer,
            ["/fleet.v1.Policies/CheckPolicy"] = Viewer,
            ["/fleet.v1.Policies/DiffPolicy"] = Viewer,
            ["/fleet.v1.Policies/ApplyPolicy"] = Admin,
            ["/fleet.v1.Policies/ExplainRule"] = Viewer,
            ["/fleet.v1.Sweeps/ListProfiles"] = Viewer,
            ["/fleet.v1.Sweeps/BeginSweep"] = Diagnoser,
            ["/fleet.v1.Sweeps/WatchSweep"] = Viewer,
            ["/fleet.v1.Sweeps/CancelSweep"] = Diagnoser,
            ["/fleet.v1.Sweeps/ListSweeps"] = Viewer,
            ["/fleet.v1.Sweeps/GetSweep"] = Viewer,
            ["/fleet.v1.Sweeps/DiffSweeps"] = Viewer,
            ["/fleet.v1.Sweeps/AddSweepSchedule"] = Operator,
            ["/fleet.v1.Sweeps/ListSweepSchedules"] = Viewer,
            ["/fleet.v1.Sweeps/PauseSweepSchedule"] = Operator,
            ["/fleet.v1.Sweeps/RemoveSweepSchedule"] = Operator,
            ["/fleet.v1.Notices/TestReceivers"] = Operator,
            ["/fleet.v1.Notices/ListNotices"] = Viewer,
            ["/fleet.v1.Notices/RetryNotice"] = Operator,
            ["/fleet.v1.Events/Watch"] = Viewer,
        }.ToFrozenDictionary();
}
