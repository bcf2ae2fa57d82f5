using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace StreamLift.Pipeline.Tests.Security;

/// <summary>An authority made for a test and what it has signed, as PEM files in a folder of their own.</summary>
internal sealed class Certificates : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("streamlift-certificates-").FullName;
    private readonly X509Certificate2 _authority;

    public Certificates()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=an authority for a test", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        _authority = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddDays(1));
        File.WriteAllText(Authority, _authority.ExportCertificatePem());
    }

    /// <summary>The authority's own certificate.</summary>
    public string Authority => Path.Combine(_folder, "authority.pem");

    /// <summary>Signs a certificate for 127.0.0.1.</summary>
    /// <returns>The certificate, its key, and a file that holds both.</returns>
    public (string Certificate, string Key, string Both) Sign(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var signed = request.Create(_authority, _authority.NotBefore, _authority.NotAfter, RandomNumberGenerator.GetBytes(8));
        return (
            Write(name, signed.ExportCertificatePem()),
            Write(name + "-key", key.ExportPkcs8PrivateKeyPem()),
            Write(name + "-both", key.ExportPkcs8PrivateKeyPem() + "\n" + signed.ExportCertificatePem())
        );
    }

    public void Dispose()
    {
        _authority.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private string Write(string name, string pem)
    {
        var file = Path.Combine(_folder, name + ".pem");
        File.WriteAllText(file, pem + "\n");
        return file;
    }
}
