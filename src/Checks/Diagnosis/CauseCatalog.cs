using System.Collections.Frozen;
using System.Collections.Immutable;
using Fleet.Checks.Diagnosis.Causes;

namespace Fleet.Checks.Diagnosis;

/// <summary>Every root cause there is, by id. Adding one: its declaration in a file of Causes, a line here where the file is new.</summary>
public sealed class CauseCatalog
{
    private readonly FrozenDictionary<string, Cause> _byId;

    /// <exception cref="ArgumentException">Two causes have one id.</exception>
    public CauseCatalog(params ImmutableArray<Cause> causes)
    {
        Causes = causes;
        _byId = causes.ToFrozenDictionary(cause => cause.Id, StringComparer.Ordinal);
    }

    /// <summary>The causes that ship with this version, by gate.</summary>
    public static CauseCatalog BuiltIn { get; } =
        new([
            .. NameCauses.All,
            .. AddressCauses.All,
            .. RouteCauses.All,
            .. FirewallCauses.All,
            .. BanCauses.All,
            .. ListenerCauses.All,
            .. BannerCauses.All,
            .. KeyExchangeCauses.All,
            .. HostKeyCauses.All,
            .. UserCauses.All,
            .. MethodCauses.All,
            .. KeyCauses.All,
            .. PathsCauses.All,
            .. MacCauses.All,
            .. AccountCauses.All,
            .. PamCauses.All,
            .. SessionCauses.All,
            .. ShellCauses.All,
            .. MachineCauses.All,
            .. LoggedCauses.All,
            .. KeyLineCauses.All,
            .. CertificateCauses.All,
            .. AlgorithmCauses.All,
            .. ReloadCauses.All,
            .. PenaltyCauses.All,
            .. SlowCauses.All,
            .. AfterLoginCauses.All,
            .. CloudRootCauses.All,
            .. DecisionCauses.All,
        ]);

    public ImmutableArray<Cause> Causes { get; }

    public Cause? Find(string id) => _byId.GetValueOrDefault(id);
}
