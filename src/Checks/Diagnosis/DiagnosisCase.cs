using Fleet.Checks.Diagnosis.Client;
using Fleet.Checks.Diagnosis.Server;

namespace Fleet.Checks.Diagnosis;

/// <summary>All that a diagnosis may use, bundled and immutable: the same case gives the same answer for ever.</summary>
/// <param name="Question">Who, from where, to what.</param>
/// <param name="Client">What the client saw.</param>
/// <param name="Server">What is known of the host.</param>
public sealed record DiagnosisCase(
    LoginQuestion Question,
    ClientEvidence Client,
    ServerEvidence Server
);
